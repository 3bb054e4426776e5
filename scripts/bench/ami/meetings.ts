import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PlainError } from '../../../test/halo/plain-error.ts';
import { packageRoot } from '../../../test/package-root.ts';

/** What a speaker does in one breath: says something, asks, answers. Times count from the start of the recording. */
export interface Act {
  readonly speaker: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  /** The action items, by the annotators' summary, that it is about. */
  readonly actionItems: readonly string[];
}

/** A stretch of a meeting. */
export interface Segment {
  readonly startMs: number;
  readonly endMs: number;
}

/** A meeting with what its annotators found in it. */
export interface AmiMeeting {
  readonly id: string;
  readonly acts: readonly Act[];
  /** The action items of its summary; undefined where nobody noted which acts they come from. */
  readonly actionItems: readonly string[] | undefined;
  /** Where it is about money; undefined where nobody named what it is about when. */
  readonly pricing: readonly Segment[] | undefined;
}

const FOLDER = join(packageRoot, '../shared/data/meetings/ami');
const ABSENT =
  'The distill bench reads the AMI corpus, which is no part of this package and does not lie beside it.';

const PRICING_TOPICS: readonly string[] = ['costing', 'project budget'];
/** How an annotator writes that a section of the summary has nothing to say. */
const NOTHING = /^\*?NA\b/;

const annotation = z.object({
  meeting: z.string(),
  has_links: z.boolean(),
  sections: z.object({ actions: z.array(z.object({ id: z.string(), text: z.string() })) }),
  topics: z.array(
    z.object({ topic: z.string().nullable(), start: z.number().nullable(), end: z.number().nullable() }),
  ),
  dialogue_acts: z.array(
    z.object({
      spk: z.string(),
      start: z.number(),
      end: z.number(),
      text: z.string(),
      sents: z.array(z.string()).optional(),
    }),
  ),
});
type Annotation = z.infer<typeof annotation>;

/** The meetings of the AMI corpus (CC BY 4.0) that have words, by name. */
export async function readAmi(): Promise<AmiMeeting[]> {
  const names = await readdir(FOLDER).catch((cause: unknown) => {
    throw new PlainError(ABSENT, { cause });
  });
  const files = names.filter((name) => name.endsWith('.json')).toSorted();
  const meetings = await Promise.all(
    files.map(async (name) => annotation.parse(JSON.parse(await readFile(join(FOLDER, name), 'utf8')))),
  );
  return meetings.map(toMeeting).filter(({ acts }) => acts.length > 0);
}

function toMeeting({ meeting, has_links, sections, topics, dialogue_acts }: Annotation): AmiMeeting {
  const actionItems = sections.actions.filter(({ text }) => !NOTHING.test(text)).map(({ id }) => id);
  const acts = dialogue_acts.map(({ spk, start, end, text, sents = [] }) => ({
    speaker: spk,
    ...inMs({ start, end }),
    text,
    actionItems: sents.filter((id) => actionItems.includes(id)),
  }));
  // Without a link, nobody can tell which act would have been the right one.
  const traceable = has_links && actionItems.every((id) => acts.some((act) => act.actionItems.includes(id)));
  return {
    id: meeting,
    acts,
    actionItems: traceable ? actionItems : undefined,
    pricing: pricingAmong(topics),
  };
}

function pricingAmong(topics: Annotation['topics']): Segment[] | undefined {
  const named = topics.flatMap(({ topic, start, end }) =>
    topic === null || start === null || end === null ? [] : [{ topic, ...inMs({ start, end }) }],
  );
  return named.length > 0 ? named.filter(({ topic }) => PRICING_TOPICS.includes(topic)) : undefined;
}

function inMs({ start, end }: { readonly start: number; readonly end: number }): Segment {
  return { startMs: Math.round(start * 1000), endMs: Math.round(end * 1000) };
}
