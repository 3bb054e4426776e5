import 'reflect-metadata';
import * as contract from '../contracts/generated/validators.ts';
import type { Host } from '../contracts/host.ts';
import type { HaloPlugin } from '../contracts/plugin.ts';
import type { Validator } from '../contracts/validator.ts';
import { forJob } from './container.ts';
import { Distill } from './hooks/distill.ts';
import { OnConnect } from './hooks/on-connect.ts';
import { OnDisconnect } from './hooks/on-disconnect.ts';
import { OnWebhook } from './hooks/on-webhook.ts';
import { StatsHook } from './hooks/stats.ts';
import { Sync } from './hooks/sync.ts';
import { manifest } from './manifest.ts';
import { negotiate } from './negotiate.ts';
import { migrations } from './store/migrations/index.ts';
import { door } from './webhook/door.ts';
import { oauthDoor } from './zoom/oauth-door.ts';

/** The Zoom plugin, as Halo loads it. */
export const plugin: HaloPlugin = {
  manifest,
  migrations,
  negotiate,
  webhook: door,
  oauth: oauthDoor,
  hooks: {
    onConnect: checked(contract.onConnectInput, (_, host) => forJob(host, OnConnect).run()),
    onWebhook: checked(contract.onWebhookInput, (delivery, host) => forJob(host, OnWebhook).run(delivery)),
    sync: checked(contract.syncInput, (input, host) => forJob(host, Sync).run(input)),
    distill: checked(contract.distillInput, (input, host) => forJob(host, Distill).run(input)),
    stats: checked(contract.statsInput, (_, host) => forJob(host, StatsHook).run()),
    onDisconnect: checked(contract.onDisconnectInput, (input, host) => forJob(host, OnDisconnect).run(input)),
  },
};

/** Input that does not fit its contract is refused before anything is touched. */
function checked<Input, Output>(
  input: Validator<Input>,
  run: (input: Input, host: Host) => Promise<Output>,
): (input: Input, host: Host) => Promise<Output> {
  return async (value, host) => run(input.parse(value), host);
}
