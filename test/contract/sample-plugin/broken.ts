import type { Host } from '../../../contracts/host.ts';
import type { HaloPlugin, Hooks } from '../../../contracts/plugin.ts';
import type { Subject } from '../conformance/subject.ts';
import { signatureOf } from './door.ts';
import { Failure } from './failure.ts';
import { SECRETS } from './parley-vendor.ts';
import { PARLEY } from './subject.ts';

type Broken = Required<Pick<Subject, 'name' | 'alter' | 'chapters' | 'expectedFailures'>>;

const withHooks = (plugin: HaloPlugin, hooks: Partial<Hooks>): HaloPlugin => ({
  ...plugin,
  hooks: { ...plugin.hooks, ...hooks },
});

/** Mistakes that plugins make, each in a sample plugin of its own that has no other. */
const MISTAKES: readonly Broken[] = [
  {
    name: 'A plugin that fits every Halo',
    alter: (plugin) => ({
      ...plugin,
      negotiate: ({ services }) => ({ ok: true, without: services.includes('model') ? [] : ['model'] }),
    }),
    chapters: ['loading'],
    expectedFailures: {
      'it refuses a Halo below its range, with the reason': 'it asks for no version',
      'it refuses a Halo above its range, with the reason': 'it asks for no version',
      'it refuses a Halo that lacks a service it needs, and names that': 'it asks for no service',
    },
  },
  {
    name: 'A plugin that takes too few permissions for enough',
    alter: (plugin) =>
      withHooks(plugin, {
        onConnect: async (input, host) => ({
          ...(await plugin.hooks.onConnect(input, host)),
          ...{ state: 'connected', missingScopes: [] },
        }),
      }),
    chapters: ['connecting'],
    expectedFailures: {
      'a consent without the permissions it needs is no connection that looks whole':
        'it never looks at them',
    },
  },
  {
    name: 'A plugin that takes webhooks from anybody',
    alter: (plugin) => ({
      ...plugin,
      webhook: (request, secrets, now) => {
        const sent = `${now.getTime()}`;
        const signature = signatureOf(SECRETS.PARLEY_WEBHOOK_SECRET, sent, request.body);
        const signed = { 'parley-timestamp': sent, 'parley-signature': signature };
        return plugin.webhook({ ...request, headers: { ...request.headers, ...signed } }, secrets, now);
      },
    }),
    chapters: ['webhooks'],
    expectedFailures: {
      'a webhook that somebody else wrote is refused, and leads to nothing': 'it looks at no signature',
      'a webhook that was kept and is played back a week later is refused': 'it looks at no time',
    },
  },
  {
    name: 'A plugin that takes trouble for an empty answer, and leaves words behind',
    alter: (plugin) =>
      withHooks(plugin, {
        sync: (input, host) =>
          plugin.hooks.sync(input, withoutRemoval(host)).catch((error: unknown) => {
            if (!(error instanceof Failure)) throw error;
            return { found: 0, queued: 0, outcome: 'listed' };
          }),
      }),
    chapters: ['syncing'],
    expectedFailures: {
      'a sync that the vendor tells to slow down loses nothing': 'it reports an empty list',
      'a sync that meets errors on the vendor’s side loses nothing': 'it reports an empty list',
      'a meeting that was deleted is out of search as soon as the webhook says so': 'its passages stay',
      'a meeting that was deleted goes with the next full resync where no webhook came': 'its passages stay',
    },
  },
  {
    name: 'A plugin that believes its model',
    alter: (plugin) =>
      withHooks(plugin, {
        async distill(input, host) {
          const output = await plugin.hooks.distill(input, host);
          if (host.model) await keepUnseen(host);
          return output;
        },
      }),
    chapters: ['distilling'],
    expectedFailures: {
      'insights are distilled with the model that Halo offers':
        'it keeps what nobody said beside what was said',
      'what a model makes up is kept nowhere': 'it looks up no quote',
    },
  },
  {
    name: 'A plugin that writes everything anew',
    alter: (plugin) =>
      withHooks(plugin, {
        async sync(input, host) {
          await host.db.query('update meetings set updated_at = $1', [host.clock.now()]);
          return plugin.hooks.sync(input, host);
        },
      }),
    chapters: ['repeating'],
    expectedFailures: {
      'a sync that finds nothing new writes nothing': 'it writes every meeting again',
      'a full resync that finds nothing new writes nothing': 'it writes every meeting again',
      'a meeting that is synced again writes nothing': 'it writes every meeting again',
      'the news of a webhook, handed to a job again, writes nothing': 'it writes every meeting again',
      'a consent on top of a connection writes no meeting anew': 'the first sync writes every meeting again',
      'an onConnect that is run again, because Halo did not hear of its end, comes out well':
        'the first sync writes every meeting again',
    },
  },
  {
    name: 'A plugin that goes on when it is told to stop',
    alter: (plugin) =>
      withHooks(plugin, {
        sync: async (input, host) => {
          const output = await plugin.hooks.sync(input, host).catch((error: unknown) => error);
          await host.db.query('update parley.connections set last_sync_at = $1', [host.clock.now()]);
          if (output instanceof Error) throw output;
          return plugin.hooks.sync(input, host);
        },
      }),
    chapters: ['interrupting'],
    expectedFailures: {
      'a listing ends as if it had never been stopped, at whichever host calls it was': 'it still writes',
      'the ingest of a meeting ends as if it had never been stopped, at whichever host calls it was':
        'it still writes',
    },
  },
];

export const BROKEN: readonly Subject[] = MISTAKES.map((mistake) => ({ ...PARLEY, ...mistake }));

function withoutRemoval(host: Host): Host {
  return { ...host, knowledge: { ...host.knowledge, remove: async (_, ids) => ids.length } };
}

/** Whatever the model answers becomes an insight. */
async function keepUnseen({ db, model, org }: Host): Promise<void> {
  const schema = { type: 'object', properties: { quote: { type: 'string' } } };
  const answer = await model?.generate({ system: '', prompt: '', schema, schemaName: 'quote' });
  await db.query(
    `insert into parley.insights (org_id, call_id, position, kind, quote)
     select $1, id, 99, 'feature_request', $2 from parley.calls`,
    [org.id, JSON.stringify(answer?.object)],
  );
}
