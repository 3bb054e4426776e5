import { describe, expect, it } from 'vitest';
import type { SidedTurn } from '../../../plugin/distillation/insights.ts';
import { sourceAudience, transcriptSource } from '../../../plugin/recordings/knowledge.ts';
import { conversation } from '../distillation/conversation.ts';
import { START } from './made-up.ts';

/** So long that each turn is a passage of its own. */
const long = (word: string) => `${word} `.repeat(250).trim();

const LINES: Parameters<typeof conversation> = [
  ['Hanna', 'team', long('alpha')],
  ['Dana', 'customer', long('bravo')],
  ['Hanna', 'team', long('charlie')],
  ['Dana', 'customer', long('delta')],
];
const TURNS = conversation(...LINES);

function source(turns: readonly SidedTurn[], links: { companyId?: string; endUserId?: string }[] = []) {
  const audience = links.length > 0 ? 'customers' : 'general';
  return transcriptSource({
    ...{ uuid: 'a==', title: 'Weekly', startTime: START, audience, links, turns },
    ...{
      origin: 'captions',
      language: 'en',
      moments: { begin: 0, parts: [{ start: 0, url: 'https://zoom.us/rec/play/a' }] },
    },
  });
}

const ids = (turns: readonly SidedTurn[]) => source(turns).passages.map(({ id }) => id);

describe('the knowledge source of a transcript', () => {
  it('says what, when, who spoke and of which side', () => {
    const { id, title, occurredAt, passages } = source(TURNS);
    expect({ id, title, occurredAt }).toEqual({ id: 'zoom:YT09', title: 'Weekly', occurredAt: START });
    expect(passages[1]).toMatchObject({
      text: `Dana: ${long('bravo')}`,
      metadata: {
        ...{ startMs: 10_000, speakers: ['Dana'], sides: ['customer'], origin: 'captions', language: 'en' },
        link: 'https://zoom.us/rec/play/a?startTime=10000',
      },
    });
  });

  it('keeps the ids of all other passages when one turn is edited', () => {
    const edited = conversation(...LINES.with(1, ['Dana', 'customer', long('edited')]));
    const [first, second, ...rest] = ids(TURNS);
    expect(ids(edited)).toEqual([first, expect.not.stringMatching(second ?? '-'), ...rest]);
  });

  it('keeps the ids of all other passages when a turn is cut out in front of them', () => {
    expect(ids(TURNS.slice(1))).toEqual(ids(TURNS).slice(1));
  });

  it('tells passages with the same words apart', () => {
    const twice = [...TURNS, ...TURNS];
    expect(new Set(ids(twice)).size).toBe(ids(twice).length);
    expect(ids(twice).slice(0, TURNS.length)).toEqual(ids(TURNS));
  });

  it('names customers only where it is theirs alone', () => {
    const links = [{ companyId: 'acme' }, { endUserId: 'dana', companyId: 'acme' }];
    expect(source(TURNS, links).audience).toEqual({ visibility: 'customers', customers: links });
    expect(sourceAudience('internal', links)).toEqual({ visibility: 'internal', customers: [] });
    expect(sourceAudience('general', links)).toEqual({ visibility: 'general', customers: [] });
  });
});
