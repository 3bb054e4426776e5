import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { forJob } from '../../plugin/container.ts';
import { EventSubscriptions, type Subscriber } from '../../plugin/zoom/event-subscriptions.ts';
import { type Rig, startRig } from '../unit/zoom/rig.ts';
import { startReplay, type ZoomReplay } from '../zoom/index.ts';
import { accountWith } from '../zoom/made-up.ts';
import { archive, chaptersOf, holding, secretsIn, shownBy } from './recorded.ts';

const har = await archive('event-subscription.har');
const chapters = chaptersOf(har);

/** What Zoom called the subscription that the archive tells of. */
const MADE = 'a5asBnxDhXakq3j2IetCN5';
const MADE_FOR_ONE = '1D9r7zNfdNBNgGK_KyRNml';

const subscriber = (mode: Subscriber['mode']): Subscriber => ({
  mode,
  accountId: 'mvIRMpsvyC5e_pBgYscwCC',
  userId: '75sEebEk61TqIIFsOUGh4M',
  // Zoom did not say what it granted: then every event may be asked for.
  scopes: [],
});

type Act = (subscriptions: EventSubscriptions) => Promise<unknown>;
const register: Act = (subscriptions) => subscriptions.register(subscriber('account'));
const registerOne: Act = (subscriptions) => subscriptions.register(subscriber('user'));
const remove: Act = (subscriptions) => subscriptions.remove(MADE);

const ACTS: Readonly<Record<string, readonly [about: string, act: Act, outcome: unknown]>> = {
  registered: ['makes a subscription where there is none', register, { id: MADE, replaced: [] }],
  'registered for one user': ['makes one for a single user', registerOne, { id: MADE_FOR_ONE, replaced: [] }],
  'found again': ['takes the one that is there', register, { id: MADE, replaced: [] }],
  removed: ['removes it', remove, undefined],
  'removed before': ['is content when it is gone already', remove, undefined],
  'scope missing': [
    'says that the app lacks the scope, and makes none',
    register,
    { code: 'zoom.scope_missing', retry: 'never', scope: 'run' },
  ],
  'event not allowed': [
    'says which events the app may not have',
    register,
    { code: 'zoom.bad_request', retry: 'never', message: /The event is not allowed for the app\./ },
  ],
  'address not verified': [
    'says that Zoom could not verify the address',
    register,
    { code: 'zoom.bad_request', retry: 'never', message: /event_webhook_url: URL validation failed/ },
  ],
};

let rig: Rig;
let replay: ZoomReplay;
beforeAll(async () => {
  rig = await startRig({ accounts: [accountWith()] });
});
afterEach(() => replay?.close());
afterAll(() => rig.stop());

/** Acts on one chapter of the archive, and on nothing else. */
async function play(chapter: string, act: Act): Promise<unknown> {
  replay = await startReplay(holding(har, chapters.get(chapter) ?? []));
  const deployment = { apiUrl: replay.origin, oauthUrl: replay.origin, publicUrl: 'https://halo.example' };
  const subscriptions = forJob(await rig.host({ deployment }), EventSubscriptions);
  return act(subscriptions).catch((error: unknown) => error);
}

describe('registering the webhook by API, against recorded Zoom', () => {
  it('is played in every chapter that was recorded', () => {
    expect([...chapters.keys()].toSorted()).toEqual(Object.keys(ACTS).toSorted());
  });

  it.each(Object.entries(ACTS).map(([chapter, act]) => [chapter, ...act] as const))(
    '%s: %s',
    async (chapter, _about, act, outcome) => {
      const result = await play(chapter, act);
      if (typeof outcome === 'object') expect(result).toMatchObject(matching(outcome));
      else expect(result).toBe(outcome);
      expect([replay.unmatched, replay.unused()]).toEqual([[], []]);
      for (const secret of ['://', ...secretsIn(har)]) expect(shownBy(result)).not.toContain(secret);
    },
  );
});

/** Texts are described by what they hold. */
const matching = (wanted: object | null) =>
  Object.fromEntries(
    Object.entries(wanted ?? {}).map(([name, value]) => [
      name,
      value instanceof RegExp ? expect.stringMatching(value) : value,
    ]),
  );
