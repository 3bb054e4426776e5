import { injectable } from 'tsyringe';
import { ATTENDANCE_SOURCES, type Sighting } from '../customers/sightings.ts';
import type { Utterance } from '../transcript/speakers.ts';
import {
  addressesOfSpeakers,
  looksLikeTimeline,
  parseTimeline,
  type TimelineSpan,
} from '../transcript/timeline.ts';
import type { ListedRecording } from '../zoom/recording.ts';
import { RecordingFileReader } from './file-reader.ts';
import { OptionalSource } from './optional-source.ts';
import { type FileToRead, offsetFrom, readable, startOf } from './transcript-files.ts';

/** What a recording's timeline tells of those who spoke. */
export interface HeardInTimeline {
  readonly sightings: readonly Sighting[];
  /** The address behind a label of the transcript. */
  readonly addressOf: ReadonlyMap<string, string>;
}

const NOTHING: HeardInTimeline = { sightings: [], addressOf: new Map() };

/** Who was heard speaking, with the addresses of those who were signed in. Exists where hosts have Zoom keep it. */
@injectable()
export class Timelines {
  constructor(
    private readonly reader: RecordingFileReader,
    private readonly optional: OptionalSource,
  ) {}

  /** Downloads nothing where everybody's address is known already. `zero`: the file that the utterances' times count from. */
  async find(
    { uuid, files }: Pick<ListedRecording, 'uuid' | 'files'>,
    utterances: readonly Utterance[],
    {
      seen,
      zero,
      scopes,
    }: { seen: readonly Sighting[]; zero: FileToRead | undefined; scopes: readonly string[] },
  ): Promise<HeardInTimeline> {
    const parts = readable(files.filter(({ type }) => type === 'TIMELINE'));
    if (parts.length === 0 || !leavesSomebodyOpen(seen)) return NOTHING;
    const bodies = await this.optional.ask('download', scopes, () =>
      this.reader.read(uuid, parts, null, looksLikeTimeline),
    );
    const spans = (bodies ?? []).flatMap((body, index) =>
      parseTimeline(body).map((span) => shifted(span, offsetFrom(startOf(zero), parts[index]))),
    );
    return {
      sightings: sightingsOf(spans),
      addressOf: addressesOfSpeakers(
        utterances,
        spans.toSorted((a, b) => a.startMs - b.startMs),
      ),
    };
  }
}

/** Somebody from outside was there without an address, or nobody says who was. */
function leavesSomebodyOpen(seen: readonly Sighting[]): boolean {
  const present = seen.filter(({ source, waiting }) => ATTENDANCE_SOURCES.has(source) && !waiting);
  return present.length === 0 || present.some(({ internal, email }) => !internal && !email);
}

function shifted(span: TimelineSpan, by: number): TimelineSpan {
  return { ...span, startMs: span.startMs + by, endMs: span.endMs + by };
}

/** Of each person once; whoever has neither address nor id is named better among the participants. */
export function sightingsOf(spans: readonly TimelineSpan[]): Sighting[] {
  const people = new Map<string, Sighting>();
  for (const { name, email, zoomUserId } of spans.flatMap(({ heard }) => heard)) {
    if (email === null && zoomUserId === null) continue;
    people.set(JSON.stringify([name, email, zoomUserId]), {
      source: 'timeline',
      ...(name === null ? {} : { name }),
      ...(email === null ? {} : { email }),
      ...(zoomUserId === null ? {} : { zoomUserId }),
    });
  }
  return [...people.values()];
}
