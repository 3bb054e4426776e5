import * as contracts from '../../contracts/generated/validators.ts';
import distillInput from '../../contracts/hooks/distill.input.schema.json' with { type: 'json' };
import onConnectInput from '../../contracts/hooks/on-connect.input.schema.json' with { type: 'json' };
import onDisconnectInput from '../../contracts/hooks/on-disconnect.input.schema.json' with { type: 'json' };
import onWebhookInput from '../../contracts/hooks/on-webhook.input.schema.json' with { type: 'json' };
import statsInput from '../../contracts/hooks/stats.input.schema.json' with { type: 'json' };
import syncInput from '../../contracts/hooks/sync.input.schema.json' with { type: 'json' };
import type { HookName } from '../../contracts/host.ts';
import type { Validator } from '../../contracts/validator.ts';

/** What goes into a hook and what comes out of it, for all six. */
export const HOOK_CONTRACTS: Readonly<Record<HookName, { input: object; output: Validator<object> }>> = {
  onConnect: { input: onConnectInput, output: contracts.onConnectOutput },
  onWebhook: { input: onWebhookInput, output: contracts.onWebhookOutput },
  sync: { input: syncInput, output: contracts.syncOutput },
  distill: { input: distillInput, output: contracts.distillOutput },
  stats: { input: statsInput, output: contracts.statsOutput },
  onDisconnect: { input: onDisconnectInput, output: contracts.onDisconnectOutput },
};
