import type { PgBoss, Queue } from 'pg-boss';
import type { HookQueue, PluginManifest } from '../../../contracts/generated/manifest.ts';
import type { HookName } from '../../../contracts/host.ts';

export const HOOKS = [
  'onConnect',
  'onWebhook',
  'sync',
  'distill',
  'stats',
  'onDisconnect',
] as const satisfies readonly HookName[];

export function queueName(provider: string, hook: HookName): string {
  return `${provider}/${hook}`;
}

export function deadLetterQueue(provider: string, hook: HookName): string {
  return `${queueName(provider, hook)}/dead`;
}

export function cronQueue(provider: string): string {
  return `${provider}/cron`;
}

/** Creates a queue for each hook, its dead letters, and the cron; brings existing ones to the manifest's options. */
export async function createQueues(boss: PgBoss, manifest: PluginManifest): Promise<void> {
  for (const hook of HOOKS) {
    const dead = deadLetterQueue(manifest.provider, hook);
    await ensureQueue(boss, dead, {});
    const deadLetter = manifest.hooks[hook].deadLetter ? { deadLetter: dead } : {};
    await ensureQueue(boss, queueName(manifest.provider, hook), {
      ...options(manifest.hooks[hook]),
      ...deadLetter,
    });
  }
  await ensureQueue(boss, cronQueue(manifest.provider), {});
}

async function ensureQueue(boss: PgBoss, name: string, own: Omit<Queue, 'name' | 'policy'>): Promise<void> {
  // `short`: one waiting job per key, any number running. `exclusive` and `stately` would also drop a send while a job
  // of the key runs, and with it the news that came in the meantime.
  const shared = { ...own, notify: true };
  await boss.createQueue(name, { ...shared, policy: 'short' });
  await boss.updateQueue(name, shared);
}

function options(queue: HookQueue): Omit<Queue, 'name'> {
  return {
    retryLimit: queue.retryLimit,
    retryDelay: queue.retryDelaySeconds,
    retryBackoff: queue.retryBackoff,
    ...(queue.retryDelayMaxSeconds === undefined ? {} : { retryDelayMax: queue.retryDelayMaxSeconds }),
    expireInSeconds: queue.expireInSeconds,
    ...(queue.heartbeatSeconds === undefined ? {} : { heartbeatSeconds: queue.heartbeatSeconds }),
  };
}
