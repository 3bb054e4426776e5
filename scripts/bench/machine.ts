import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';
import process from 'node:process';
import pg from 'pg';

/** What figures depend on, in words: nothing that names a machine or its owner. */
export type Machine = Readonly<Record<string, string>>;

const BYTES_PER_GIB = 2 ** 30;

export async function describeMachine(postgresUrl: string): Promise<Machine> {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: String(availableParallelism()),
    memory: `${Math.round(totalmem() / BYTES_PER_GIB)} GiB`,
    system: `${platform()} ${arch()}`,
    Node: process.versions.node,
    PostgreSQL: await postgresVersion(postgresUrl),
  };
}

async function postgresVersion(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string }>('select current_setting($1) as version', [
      'server_version',
    ]);
    return rows[0]?.version ?? 'unknown';
  } finally {
    await client.end();
  }
}
