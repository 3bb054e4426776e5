/**
 * What somebody who builds a Halo writes against the package: its types, its contract, its data. A test copies this file
 * to where the tarball is installed, type-checks and runs it there.
 */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { plugin } from 'halo-zoom-plugin';
import type { SyncInput } from 'halo-zoom-plugin/contracts/generated/sync-input';
import { manifest as manifestContract, syncInput } from 'halo-zoom-plugin/contracts/generated/validators';
import schema from 'halo-zoom-plugin/contracts/hooks/sync.input.schema.json' with { type: 'json' };
import { type Host, type Negotiation, REQUIRED_SERVICES } from 'halo-zoom-plugin/contracts/host';
import type { HaloPlugin } from 'halo-zoom-plugin/contracts/plugin';
import { ContractViolation } from 'halo-zoom-plugin/contracts/validator';
import file from 'halo-zoom-plugin/plugin.manifest.json' with { type: 'json' };

/** A hook as Halo runs it: input and output have the types of the contract. */
export async function sync({ hooks }: HaloPlugin, input: SyncInput, host: Host): Promise<number> {
  const { found } = await hooks.sync(input, host);
  return found;
}

function refusalOf(input: unknown): string {
  try {
    return `accepted ${syncInput.parse(input).scope}`;
  } catch (error) {
    return error instanceof ContractViolation ? error.name : String(error);
  }
}

const answer: Negotiation = plugin.negotiate({ version: '1.4.0', services: REQUIRED_SERVICES });
const tables = await readFile(
  fileURLToPath(import.meta.resolve('halo-zoom-plugin/contracts/tables.sql')),
  'utf8',
);

process.stdout.write(
  JSON.stringify({
    answer,
    provider: manifestContract.parse(file).provider,
    schema: schema.title,
    refusals: [refusalOf({ scope: 'everything' }), refusalOf({ scope: 'catch_up', trigger: 'cron' })],
    hasTables: tables.includes('create table teams'),
  }),
);
