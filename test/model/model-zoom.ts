import type { ZoomAccount, ZoomRecording } from '../zoom/account.ts';
import { type Clock, zoomTime } from '../zoom/clock.ts';
import { edit, meeting } from '../zoom/meetings.ts';
import type { ZoomServer } from '../zoom/server.ts';
import type { What } from './history.ts';
import { HELD_BACK, KEYWORD } from './keyword.ts';

const DAY_MS = 86_400_000;
const MEETING_MS = 40 * 60_000;

/** A recording at Zoom, and what Halo was told of it. */
export interface Held {
  readonly recording: ZoomRecording;
  /** Something happened to it that no webhook has told. */
  untold: boolean;
}

/** How long before the connect the first recordings were made; the others are made in the history. */
const DAYS_OLD = new Map([
  [0, 12],
  [1, 3],
]);

/** Holds what was recorded before the connect, of the recordings that a history is about. */
export function accountOf(id: string, now: Date, about: ReadonlySet<number>): ZoomAccount {
  const user = {
    id: `${id}-host`,
    email: `host@${id}.example`,
    firstName: 'Hanna',
    lastName: 'Host',
    timezone: 'UTC',
  };
  const old = [...DAYS_OLD]
    .filter(([index]) => about.has(index))
    .map(([index, days]) => made(id, index, new Date(now.getTime() - days * DAY_MS)));
  return { id, users: [user], recordings: old, meetings: [], hasWebinarPlan: false };
}

/** The same in every org: what keeps them apart is not the uuid. */
function made(accountId: string, index: number, start: Date): ZoomRecording {
  const recording = meeting(uuidOf(index), {
    topic: `Weekly ${index}`,
    said: `These are the words of ${index}.`,
  });
  const startTime = zoomTime(start);
  const files = recording.files.map((file) => ({ ...file, start: startTime, end: startTime }));
  return { ...recording, startTime, hostId: `${accountId}-host`, files };
}

export const isTranscribed = ({ files }: ZoomRecording) => files.every(({ pending }) => !pending);

export const isShown = (recording: ZoomRecording) => recording.state === 'listed' && isTranscribed(recording);

export const wordsOf = ({ files }: ZoomRecording) =>
  files.flatMap(({ content }) => content?.match(/Dana Customer: (.*?)\r?\n/)?.[1] ?? []).join('');

export const isHeldBack = (recording: ZoomRecording) =>
  `${recording.topic} ${wordsOf(recording)}`.toLowerCase().includes(KEYWORD);

/** Zoom's side of a history: what is in its account, and how it changes. */
export class ModelZoom {
  readonly #held = new Map<number, Held>();
  readonly #zoom: ZoomServer;
  readonly #clock: Clock;
  #changes = 0;

  constructor(zoom: ZoomServer, clock: Clock) {
    this.#zoom = zoom;
    this.#clock = clock;
    for (const recording of zoom.accounts.flatMap(({ recordings }) => recordings))
      this.#held.set(indexOf(recording), { recording, untold: false });
  }

  get all(): Held[] {
    return [...this.#held.values()];
  }

  /** Returns what it happened to; undefined if it could not happen. */
  async happen(what: What, index: number): Promise<Held | undefined> {
    const held =
      this.#held.get(index) ?? (what === 'record' || what === 'finish' ? this.#record(index) : undefined);
    const happen = HAPPEN[what];
    const now = this.#clock.now();
    if (!held || !happen) return undefined;
    this.#changes += 1;
    return (await happen(held.recording, { zoom: this.#zoom, now, change: this.#changes }))
      ? held
      : undefined;
  }

  /** A meeting that has just ended. */
  #record(index: number): Held {
    const [account] = this.#zoom.accounts;
    if (!account) throw new Error('There is no account.');
    const recording = made(account.id, index, new Date(this.#clock.now().getTime() - MEETING_MS));
    Object.assign(recording, { state: 'unlisted' });
    for (const file of recording.files) file.pending = file.fileType === 'TRANSCRIPT';
    account.recordings.push(recording);
    const held = { recording, untold: false };
    this.#held.set(index, held);
    return held;
  }
}

interface At {
  readonly zoom: ZoomServer;
  readonly now: Date;
  /** So that no two titles and no two transcripts are the same, nor the sizes of two: a listing shows no more of them. */
  readonly change: number;
}

type Happen = (recording: ZoomRecording, at: At) => Promise<boolean>;

const HAPPEN: Partial<Record<What, Happen>> = {
  record: (recording, { zoom }) =>
    when(recording.state === 'unlisted', () => zoom.finishRecording(recording.uuid)),
  // Zoom transcribes nothing that is in the trash.
  finish: (recording, { zoom }) =>
    when(['unlisted', 'listed'].includes(recording.state) && !isTranscribed(recording), () =>
      zoom.finishMeeting(recording.uuid),
    ),
  edit: (recording, { change }) =>
    when(isShown(recording), () =>
      edit(recording, `These are other words, and more of them${'.'.repeat(change)}`),
    ),
  edit_to_keyword: (recording) => when(isShown(recording), () => edit(recording, HELD_BACK)),
  rename: (recording, at) => rename(recording, at, `Weekly, renamed ${at.change}`),
  rename_to_keyword: (recording, at) => rename(recording, at, HELD_BACK),
  trash: (recording, { zoom }) => when(recording.state === 'listed', () => zoom.trash(recording.uuid)),
  recover: (recording, { zoom }) => when(recording.state === 'trashed', () => zoom.recover(recording.uuid)),
  delete: (recording, { zoom }) =>
    when(['listed', 'trashed'].includes(recording.state), () => zoom.delete(recording.uuid)),
};

async function when(possible: boolean, happen: () => unknown): Promise<boolean> {
  if (possible) await happen();
  return possible;
}

function rename(recording: ZoomRecording, { zoom, now }: At, topic: string): Promise<boolean> {
  const { uuid, meetingId, hostId, type, startTime, duration } = recording;
  return when(recording.state === 'listed', async () => {
    recording.topic = topic;
    const object = { uuid, id: meetingId, host_id: hostId, topic, type, start_time: startTime, duration };
    const [account] = zoom.accounts;
    await zoom.sendWebhook({
      event: 'recording.renamed',
      event_ts: now.getTime(),
      payload: { account_id: account?.id, object },
    });
  });
}

const uuidOf = (index: number) => `/uuid-${index}==`;
const indexOf = ({ uuid }: ZoomRecording) => Number(/\d+/.exec(uuid)?.[0]);
