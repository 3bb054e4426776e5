import { satisfies } from 'semver';
import * as contract from '../../../contracts/generated/validators.ts';
import {
  type HostDescription,
  type Negotiation,
  OPTIONAL_SERVICES,
  REQUIRED_SERVICES,
} from '../../../contracts/host.ts';
import type { HaloPlugin, Hook } from '../../../contracts/plugin.ts';
import type { Validator } from '../../../contracts/validator.ts';
import { onConnect, onDisconnect } from './connection.ts';
import { distill } from './distilling.ts';
import { door } from './door.ts';
import { onWebhook, sync } from './ingest.ts';
import { manifest } from './manifest.ts';
import { oauth } from './oauth.ts';
import { stats } from './stats.ts';
import { TABLES } from './tables.ts';

/** A plugin of a made-up vendor: the least that keeps the contract. */
export const plugin: HaloPlugin = {
  manifest,
  migrations: [{ id: '0001-initial', sql: TABLES }],
  negotiate,
  webhook: door,
  oauth,
  hooks: {
    onConnect: checked(contract.onConnectInput, onConnect),
    onWebhook: checked(contract.onWebhookInput, onWebhook),
    sync: checked(contract.syncInput, sync),
    distill: checked(contract.distillInput, distill),
    stats: checked(contract.statsInput, stats),
    onDisconnect: checked(contract.onDisconnectInput, onDisconnect),
  },
};

function negotiate({ version, services }: HostDescription): Negotiation {
  const { halo } = manifest.engines;
  if (!satisfies(version, halo, { includePrerelease: true }))
    return {
      ok: false,
      reason: `Parley ${manifest.version} needs Halo ${halo}, and this is Halo ${version}.`,
    };
  const missing = REQUIRED_SERVICES.filter((service) => !services.includes(service));
  if (missing.length > 0)
    return { ok: false, reason: `Parley needs what this Halo lacks: ${missing.join(', ')}.` };
  return { ok: true, without: OPTIONAL_SERVICES.filter((service) => !services.includes(service)) };
}

function checked<Input, Output>(input: Validator<Input>, hook: Hook<Input, Output>): Hook<Input, Output> {
  return async (value, host) => hook(input.parse(value), host);
}
