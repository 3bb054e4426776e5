import { setTimeout as sleep } from 'node:timers/promises';
import { waitForJob } from '../halo/jobs/progress.ts';
import { queueName } from '../halo/jobs/queues.ts';
import type { LearningRule } from '../halo/learning-rules.ts';
import { saveRules } from '../halo/learning-rules.ts';
import { changeSettings, requestLink } from '../halo/operations.ts';
import { contactOf, ruleWord } from './chaos-account.ts';
import { insist } from './chaos-insist.ts';
import type { ChaosHappening } from './chaos-story.ts';
import type { ChaosWorld } from './chaos-world.ts';
import { accountIn } from './webhook-order-zoom.ts';

const TRY_AGAIN_MS = 200;
const JOB_TIMEOUT_MS = 20_000;

const SETTINGS: readonly Readonly<Record<string, unknown>>[] = [
  { internalOnlyMeetings: 'internal' },
  { unmatchedMeetings: 'hold' },
  { aiSummary: false },
  { redactPatterns: ['region'] },
  { unmatchedMeetings: 'general', aiSummary: true },
  { redactPatterns: [] },
];

/** Of the recordings that a story may take away, those that a rule may. */
const RULED = { every: 4, at: 1 };

/** Lets one thing happen. Resolves when it has; what an admin decides in the meantime goes into `decisions`. */
export async function happen(
  world: ChaosWorld,
  { what, which, minutes }: ChaosHappening,
  decisions: Decisions,
): Promise<void> {
  await world.pass(minutes);
  switch (what) {
    case 'hour':
      return insist(() => world.hour());
    case 'resync':
      return insist(() => world.sync('full_resync'));
    case 'contact':
      return insist(() => addContact(world, which));
    case 'rules':
      await insist(() => saveRules(world.halo, world.halo.orgId, rulesOf(world, which)));
      return;
    case 'settings':
      await insist(() =>
        changeSettings(world.halo, world.halo.orgId, SETTINGS[which % SETTINGS.length] ?? {}),
      );
      return;
    case 'decision':
      return decisions.make(world, which);
    default: {
      const news = world.account.happen(what, which);
      if (!news) return;
      const time = news.event === 'app_deauthorized' ? {} : { event_ts: world.clock.now().getTime() };
      await world.zoom.sendWebhook({
        ...news,
        ...time,
        download_token: world.zoom.downloadToken(accountIn(world.zoom).recordings[which]?.uuid ?? ''),
      });
    }
  }
}

/** What an admin says of links, which is possible once a recording is in: one word after the other for each. */
export class Decisions {
  readonly #last = new Map<number, Promise<void>>();

  make(world: ChaosWorld, which: number): void {
    const recording = accountIn(world.zoom).recordings[which];
    const shown = world.account.shown().some(({ uuid }) => uuid === recording?.uuid);
    if (!recording || !shown) return;
    const before = this.#last.get(which) ?? Promise.resolve();
    this.#last.set(
      which,
      before.then(() => decide(world, recording.uuid, which)),
    );
  }

  async made(): Promise<void> {
    await Promise.all(this.#last.values());
  }
}

async function decide({ halo }: ChaosWorld, uuid: string, which: number): Promise<void> {
  const decision =
    which % 8 === 0
      ? ({ decision: 'removed', companyId: 'customer' } as const)
      : ({ decision: 'added', endUserId: 'contact-0' } as const);
  for (;;) {
    const id = await insist(() =>
      requestLink(halo, { orgId: halo.orgId, userId: 'dana' }, { uuid, ...decision }),
    );
    const end = await insist(() => waitForJob(halo.boss, queueName('zoom', 'sync'), id, JOB_TIMEOUT_MS));
    if (end.state === 'completed' && !isNothing(end.output)) return;
    await sleep(TRY_AGAIN_MS);
  }
}

function isNothing(output: unknown): boolean {
  return typeof output === 'object' && output !== null && Reflect.get(output, 'outcome') === 'nothing_to_do';
}

async function addContact({ halo, options }: ChaosWorld, which: number): Promise<void> {
  const { id, email, companyId } = contactOf(options.recordings, which);
  await halo.halo.query(
    'insert into end_users (org_id, id, email, company_id) values ($1, $2, $3, $4) on conflict do nothing',
    [halo.orgId, id, email, companyId],
  );
}

function rulesOf({ options: { seed, recordings } }: ChaosWorld, which: number): LearningRule[] {
  const ruled = (which - (which % RULED.every) + RULED.at) % recordings;
  const choices: LearningRule[][] = [
    [{ type: 'keyword', text: ruleWord(seed, ruled), paused: false }],
    [{ type: 'instruction', text: 'Only action items.', paused: false }],
    [{ type: 'topic', text: 'Filters by region', paused: false }],
    [],
  ];
  return choices[which % choices.length] ?? [];
}
