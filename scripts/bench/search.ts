import type { Turn } from '../../plugin/transcript/turns.ts';
import { search as ask } from '../../test/halo/knowledge/search.ts';
import { knowledgeOf } from '../../test/halo/knowledge/store.ts';
import { createOrg } from '../../test/halo/orgs.ts';
import { type HaloDatabase, openHaloDatabase } from '../../test/halo/postgres/database.ts';
import { migrate } from '../../test/halo/schema.ts';
import { type Bench, type Figures, rounded } from './bench.ts';
import { createDatabase } from './database.ts';
import { asChunks, asPassages, type MeetingPiece } from './meeting-pieces.ts';
import { type MeetingQuestion, type QuestionedMeeting, readQmsum } from './qmsum.ts';
import { hitAt, hitByChance, ndcgAt, type Ranking } from './ranking.ts';

const LIMIT = 10;
const SOURCE = 'zoom:meeting';

/**
 * How well Halo's search finds, within a meeting, the passages that answer a question about it: QMSum's meetings packed
 * as the plugin packs its own, each the only one of its org. A passage answers if one of the answering turns is in it,
 * not counting the one it repeats. `chunks200` is the same search over pieces of 200 words. A longer piece answers more
 * easily; `hit1ByChance` shows how much.
 */
export async function search(bench: Bench): Promise<Figures> {
  const all = await readQmsum();
  // Every seventh: some of each kind of meeting.
  const meetings = bench.quick ? all.filter((_, index) => index % 7 === 0) : all;
  const halo = openHaloDatabase(await createDatabase(bench.postgresUrl));
  try {
    await migrate(halo, 'zoom', []);
    bench.say(`search: questions about ${meetings.length} meetings, to their passages`);
    const passages = await measure({ bench, halo, meetings, packing: 'passages', pack: asPassages });
    bench.say('search: the same questions, to pieces of 200 words');
    const chunks = await measure({ bench, halo, meetings, packing: 'chunks200', pack: asChunks });
    return {
      ...figuresOf(passages.rankings),
      queries: passages.rankings.length,
      meetings: meetings.length,
      passages: passages.pieces,
      chunks200: { ...figuresOf(chunks.rankings), pieces: chunks.pieces },
    };
  } finally {
    await halo.end();
  }
}

interface Run {
  readonly bench: Bench;
  readonly halo: HaloDatabase;
  readonly meetings: readonly QuestionedMeeting[];
  readonly packing: string;
  readonly pack: (turns: readonly Turn[]) => MeetingPiece[];
}

async function measure({ bench, halo, meetings, packing, pack }: Run) {
  const rankings: Ranking[] = [];
  let stored = 0;
  for (const { id, turns, questions } of meetings) {
    const pieces = pack(turns);
    stored += pieces.length;
    const org = await createOrg(halo, { id: `${packing}-${id}`, name: id });
    await store(halo, org.id, pieces);
    for (const question of questions) {
      bench.stopping.throwIfAborted();
      rankings.push(await rank(halo, org.id, pieces, question));
    }
  }
  return { rankings, pieces: stored };
}

function store(halo: HaloDatabase, orgId: string, pieces: readonly MeetingPiece[]): Promise<void> {
  return halo.transaction((tx) =>
    knowledgeOf(orgId, ['zoom:']).replace(tx, {
      id: SOURCE,
      // A title would tell what the meeting is about; QMSum's have none.
      title: 'Meeting',
      occurredAt: new Date('2026-03-01T10:00:00Z'),
      audience: { visibility: 'general', customers: [] },
      passages: pieces.map(({ text }, index) => ({ id: String(index), text, metadata: {} })),
    }),
  );
}

async function rank(
  halo: HaloDatabase,
  orgId: string,
  pieces: readonly MeetingPiece[],
  { text, spans }: MeetingQuestion,
): Promise<Ranking> {
  const answering = pieces.map(({ firstTurn, lastTurn }) =>
    spans.some(([first, last]) => first <= lastTurn && firstTurn <= last),
  );
  const hits = await ask(halo, orgId, { text, asker: { kind: 'staff' }, limit: LIMIT });
  return {
    answers: hits.map(({ passage }) => answering[Number(passage)] ?? false),
    relevant: answering.filter(Boolean).length,
    candidates: pieces.length,
  };
}

function figuresOf(rankings: readonly Ranking[]) {
  const mean = (measure: (ranking: Ranking) => number) =>
    rounded(rankings.reduce((sum, ranking) => sum + measure(ranking), 0) / rankings.length);
  return {
    hit1: mean((ranking) => hitAt(1, ranking)),
    hit5: mean((ranking) => hitAt(5, ranking)),
    ndcg10: mean((ranking) => ndcgAt(10, ranking)),
    hit1ByChance: mean(hitByChance),
  };
}
