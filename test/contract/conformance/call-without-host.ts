import type { HookName } from '../../../contracts/host.ts';
import type { Hooks } from '../../../contracts/plugin.ts';

/** Hands a hook whatever JSON a job may hold, and a host that gives nothing: to ask it for something is an error. */
export async function callWithoutHost(hooks: Hooks, hook: HookName, input: unknown): Promise<unknown> {
  const host = new Proxy(
    {},
    {
      get(_, service) {
        throw new Error(`The hook asked the host for ${String(service)}.`);
      },
    },
  );
  return Reflect.apply(hooks[hook], undefined, [input, host]);
}
