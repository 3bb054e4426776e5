import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Turn } from '../../plugin/transcript/turns.ts';
import { PlainError } from '../../test/halo/plain-error.ts';
import { packageRoot } from '../../test/package-root.ts';

/** A question about a meeting, and the turns that answer it: first and last of each run of them. */
export interface MeetingQuestion {
  readonly text: string;
  readonly spans: readonly (readonly [first: number, last: number])[];
}

export interface QuestionedMeeting {
  readonly id: string;
  readonly turns: readonly Turn[];
  readonly questions: readonly MeetingQuestion[];
}

const FOLDER = join(packageRoot, '../shared/data/meetings/qmsum');
const ABSENT = 'The search bench reads QMSum, which is no part of this package and does not lie beside it.';

const meetingLine = z.object({
  meeting: z.string(),
  turns: z.array(z.tuple([z.string(), z.string()])),
});
const queryLine = z.object({
  meeting: z.string(),
  query: z.string(),
  spans: z.array(z.tuple([z.number(), z.number()])),
});

/** QMSum's validation meetings (MIT), with the questions that certain turns answer. */
export async function readQmsum(): Promise<QuestionedMeeting[]> {
  const meetings = await readLines('turns-val.jsonl', meetingLine);
  const queries = await readLines('queries-val.jsonl', queryLine);
  const byMeeting = Map.groupBy(
    queries.filter(({ spans }) => spans.length > 0),
    ({ meeting }) => meeting,
  );
  return meetings.map(({ meeting, turns }) => ({
    id: meeting,
    turns: turns.map(toTurn),
    questions: (byMeeting.get(meeting) ?? []).map(({ query, spans }) => ({ text: query, spans })),
  }));
}

/** QMSum has no times; a turn every ten seconds keeps the order. */
function toTurn([speaker, text]: readonly [string, string], index: number): Turn {
  const startMs = index * 10_000;
  return { speaker, text, startMs, endMs: startMs + 9_000, cueStarts: [{ offset: 0, startMs }] };
}

async function readLines<T>(name: string, form: z.ZodType<T>): Promise<T[]> {
  const text = await readFile(join(FOLDER, name), 'utf8').catch((cause: unknown) => {
    throw new PlainError(ABSENT, { cause });
  });
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => form.parse(JSON.parse(line)));
}
