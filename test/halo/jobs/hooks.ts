import * as contracts from '../../../contracts/generated/validators.ts';
import type { HookName, Host } from '../../../contracts/host.ts';
import type { Hook, Hooks } from '../../../contracts/plugin.ts';
import type { Validator } from '../../../contracts/validator.ts';

/** A hook with its contract on both sides: whatever comes in, what goes out fits the output schema. */
export type CheckedHook = (input: unknown, host: Host) => Promise<object>;

export function checkedHooks(hooks: Hooks): Readonly<Record<HookName, CheckedHook>> {
  return {
    onConnect: checked(contracts.onConnectInput, hooks.onConnect, contracts.onConnectOutput),
    onWebhook: checked(contracts.onWebhookInput, hooks.onWebhook, contracts.onWebhookOutput),
    sync: checked(contracts.syncInput, hooks.sync, contracts.syncOutput),
    distill: checked(contracts.distillInput, hooks.distill, contracts.distillOutput),
    stats: checked(contracts.statsInput, hooks.stats, contracts.statsOutput),
    onDisconnect: checked(contracts.onDisconnectInput, hooks.onDisconnect, contracts.onDisconnectOutput),
  };
}

function checked<Input, Output extends object>(
  input: Validator<Input>,
  hook: Hook<Input, Output>,
  output: Validator<Output>,
): CheckedHook {
  return async (value, host) => output.parse(await hook(input.parse(value), host));
}
