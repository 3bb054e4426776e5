import type { DistillInput } from './generated/distill-input.ts';
import type { DistillOutput } from './generated/distill-output.ts';
import type { PluginManifest } from './generated/manifest.ts';
import type { OnConnectInput } from './generated/on-connect-input.ts';
import type { OnConnectOutput } from './generated/on-connect-output.ts';
import type { OnDisconnectInput } from './generated/on-disconnect-input.ts';
import type { OnDisconnectOutput } from './generated/on-disconnect-output.ts';
import type { Delivery } from './generated/on-webhook-input.ts';
import type { OnWebhookOutput } from './generated/on-webhook-output.ts';
import type { StatsInput } from './generated/stats-input.ts';
import type { Stats } from './generated/stats-output.ts';
import type { SyncInput } from './generated/sync-input.ts';
import type { SyncOutput } from './generated/sync-output.ts';
import type { Host, HostDescription, Migration, Negotiation, OAuthDoor, WebhookDoor } from './host.ts';

/**
 * One hook. It may be run again with the same input at any time, and then changes nothing more.
 * Throws a `HookFailure`, or a `ContractViolation` when the input does not fit.
 */
export type Hook<Input, Output> = (input: Input, host: Host) => Promise<Output>;

export interface Hooks {
  readonly onConnect: Hook<OnConnectInput, OnConnectOutput>;
  readonly onWebhook: Hook<Delivery, OnWebhookOutput>;
  readonly sync: Hook<SyncInput, SyncOutput>;
  readonly distill: Hook<DistillInput, DistillOutput>;
  readonly stats: Hook<StatsInput, Stats>;
  readonly onDisconnect: Hook<OnDisconnectInput, OnDisconnectOutput>;
}

/** What the module named by the manifest's `main` exports as `plugin`. */
export interface HaloPlugin {
  readonly manifest: PluginManifest;
  /** Steps of the plugin's own schema (named after the provider), run by Halo before any hook. */
  readonly migrations: readonly Migration[];
  negotiate(host: HostDescription): Negotiation;
  readonly webhook: WebhookDoor<Delivery>;
  readonly oauth: OAuthDoor;
  readonly hooks: Hooks;
}
