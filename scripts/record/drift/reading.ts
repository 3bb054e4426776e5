import type { z } from 'zod';
import type { EndpointName } from '../../../plugin/zoom/endpoints.ts';
import * as wire from '../../../plugin/zoom/wire.ts';
import * as companion from '../../../plugin/zoom/wire-companion.ts';
import * as people from '../../../plugin/zoom/wire-people.ts';

/** What the plugin makes of one answer. */
export interface Reading {
  /** Every field that it looked for, in the answer or not. */
  readonly wanted: ReadonlySet<string>;
  /** What it could not read. */
  readonly troubles: readonly { readonly field: string; readonly what: string }[];
}

interface Reader {
  readonly schema: z.ZodType;
  /** Lists whose rows are let go if they cannot be read: where they are in the answer, and where in what was read. */
  readonly lists?: readonly (readonly [raw: string, read: string])[];
}

const ROWS: Reader['lists'] = [['meetings', 'recordings']];
const PEOPLE = { schema: people.participantsPage, lists: [['participants', 'people']] } as const;
const REGISTRANTS = { schema: people.registrantsPage, lists: [['registrants', 'people']] } as const;

/** As the client has it. */
const READERS: Partial<Record<EndpointName, Reader>> = {
  me: { schema: wire.zoomUser },
  accountRecordings: { schema: wire.recordingPage, lists: ROWS },
  userRecordings: { schema: wire.recordingPage, lists: ROWS },
  recordingFiles: { schema: wire.recordingFiles, lists: [['recording_files', 'files']] },
  companionTranscript: { schema: companion.companionOffer },
  meetingSummary: { schema: companion.meetingSummary },
  pastMeeting: { schema: wire.pastMeeting },
  pastParticipants: PEOPLE,
  webinarParticipants: PEOPLE,
  meeting: { schema: people.meetingDetails },
  registrants: REGISTRANTS,
  webinarRegistrants: REGISTRANTS,
};

/** Hands an answer to the schema that the client reads it by; undefined for an endpoint that none is told of here. */
export function readingOf(name: EndpointName, body: unknown): Reading | undefined {
  const reader = READERS[name];
  if (!reader) return undefined;
  const wanted = new Set<string>();
  const read = reader.schema.safeParse(watched(body, '', wanted));
  if (!read.success) {
    const fields = read.error.issues.map(({ path }) => path.join('.') || 'the answer');
    return {
      wanted,
      troubles: fields.map((field) => ({ field, what: 'the plugin refuses the whole answer' })),
    };
  }
  const troubles = (reader.lists ?? []).flatMap(([raw, kept]) => {
    const lost = lengthOf(body, raw) - lengthOf(read.data, kept);
    return lost > 0 ? [{ field: `${raw}[]`, what: `the plugin can read ${lost} of the rows no more` }] : [];
  });
  return { wanted, troubles };
}

function lengthOf(value: unknown, field: string): number {
  const list: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
  return Array.isArray(list) ? list.length : 0;
}

/** The same value, which notes the path of every field that somebody asks it for. */
function watched(value: unknown, path: string, wanted: Set<string>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get(target, key) {
      const inner: unknown = Reflect.get(target, key);
      if (typeof key === 'symbol' || (Array.isArray(target) && !/^\d+$/.test(key))) return inner;
      const inside = Array.isArray(target) ? `${path}[]` : path === '' ? key : `${path}.${key}`;
      if (!Array.isArray(target)) wanted.add(inside);
      return watched(inner, inside, wanted);
    },
  });
}
