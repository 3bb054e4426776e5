import type { RecordingFile, ZoomAccount, ZoomRecording } from '../zoom/account.ts';
import type { ZoomServer } from '../zoom/server.ts';
import type { ZoomEvent } from '../zoom/webhook-events.ts';
import type { What } from './webhook-order-story.ts';

type FileState = 'unmade' | 'there' | 'trashed' | 'gone';

interface Move {
  readonly from: readonly FileState[];
  readonly to: FileState;
}

const TRASH: Move = { from: ['there'], to: 'trashed' };
const RECOVER: Move = { from: ['trashed'], to: 'there' };
const DELETE: Move = { from: ['there', 'trashed'], to: 'gone' };

/** One recording of the account, whose files the story moves about. */
interface Held {
  readonly recording: ZoomRecording;
  readonly states: Map<RecordingFile, FileState>;
}

/** Something that did happen, and the news of it without its time. */
type News = Pick<ZoomEvent, 'event' | 'payload'>;

/**
 * Zoom's account as a story goes on: changes what the API shows, and says what Zoom tells of it. Of recordings that are
 * listed at first all files are there, of others none.
 */
export class Account {
  readonly id: string;
  /** Who connected it. */
  readonly owner: string;
  readonly #held: readonly Held[];
  readonly #connectedAt: Date;
  #names = 0;

  /** The recordings are Zoom's own, and change with what happens. */
  constructor({ id, users, recordings }: ZoomAccount, connectedAt: Date) {
    this.id = id;
    this.owner = users[0]?.id ?? '';
    this.#held = recordings.map((recording) => {
      const state: FileState = recording.state === 'listed' ? 'there' : 'unmade';
      return { recording, states: new Map(recording.files.map((file) => [file, state])) };
    });
    this.#connectedAt = connectedAt;
    for (const held of this.#held) show(held);
  }

  /** Undefined if it cannot happen now. */
  happen(what: What, index: number): News | undefined {
    const held = this.#held[index % this.#held.length];
    return held ? HAPPEN[what](held, this) : undefined;
  }

  /** What Zoom shows with a transcript, by uuid. */
  shown(): { uuid: string; title: string }[] {
    return this.#held
      .filter(({ states }) =>
        [...states].some(([{ fileType }, state]) => fileType === 'TRANSCRIPT' && state === 'there'),
      )
      .map(({ recording: { uuid, topic } }) => ({ uuid, title: topic }))
      .toSorted((a, b) => (a.uuid < b.uuid ? -1 : 1));
  }

  make(held: Held): News | undefined {
    const { recording, states } = held;
    const [video] = recording.files;
    const next = recording.files.find((file) => states.get(file) === 'unmade');
    // Zoom transcribes no video that is in the trash. And once a transcript went, only a recovery or the hourly sync
    // brings the recording back: news of a further transcript does not, because news of the old one may come late.
    const nothingWent = recording.files.every((file) => ['there', 'unmade'].includes(states.get(file) ?? ''));
    if (!next || !(next === video || nothingWent)) return undefined;
    states.set(next, 'there');
    show(held);
    const event = next === video ? 'recording.completed' : 'recording.transcript_completed';
    const told = recording.files.filter(
      (file) => states.get(file) === 'there' && (next === video || file.fileType === 'TRANSCRIPT'),
    );
    return { event, payload: this.about(recording, told) };
  }

  rename(held: Held): News | undefined {
    const { recording } = held;
    if (recording.state !== 'listed') return undefined;
    this.#names += 1;
    recording.topic = `Weekly ${this.#names}`;
    return { event: 'recording.renamed', payload: this.about(recording) };
  }

  /** `which` says what files it is about, `files` what Zoom calls them by. */
  move(held: Held, event: string, move: Move, which?: 'MP4' | 'TRANSCRIPT'): News | undefined {
    const moved = shift(held, move, which);
    return moved.length > 0 ? { event, payload: this.about(held.recording, moved) } : undefined;
  }

  moveAll(event: string, move: Move): News | undefined {
    const meetings = this.#held.flatMap((held) => {
      const moved = shift(held, move);
      const file_ids = moved.flatMap(({ id }) => id ?? []);
      return moved.length > 0 ? [{ meeting_uuid: held.recording.uuid, recording_file_ids: file_ids }] : [];
    });
    const object =
      event === 'recording.batch_trashed'
        ? { meeting_uuids: meetings.map(({ meeting_uuid }) => meeting_uuid) }
        : { meetings };
    const operation = event.replace('recording.batch_', '');
    return meetings.length > 0
      ? { event, payload: { account_id: this.id, operation: `${operation}_user_recordings`, object } }
      : undefined;
  }

  summarise({ recording }: Held): News | undefined {
    if (recording.state === 'unlisted' || recording.summary) return undefined;
    const { uuid, hostId, meetingId, startTime } = recording;
    recording.summary = { title: 'Summary', content: `# Summary of ${uuid}`, createdAt: startTime };
    const object = { meeting_uuid: uuid, meeting_host_id: hostId, meeting_id: meetingId };
    return { event: 'meeting.summary_completed', payload: { account_id: this.id, object } };
  }

  removed(userId: string, at?: Date): News {
    const deauthorization_time = at?.toISOString();
    return {
      event: 'app_deauthorized',
      payload: { account_id: this.id, user_id: userId, deauthorization_time },
    };
  }

  about(
    { uuid, meetingId, hostId, topic, type, startTime, duration }: ZoomRecording,
    files?: readonly RecordingFile[],
  ) {
    const named = files?.map(({ id, fileType, recordingType, start, end }) => ({
      ...{ id, meeting_id: uuid, file_type: fileType, recording_type: recordingType },
      ...{ recording_start: start, recording_end: end, status: 'completed' },
    }));
    const object = { uuid, id: meetingId, host_id: hostId, topic, type, start_time: startTime, duration };
    return { account_id: this.id, object: { ...object, ...(named ? { recording_files: named } : {}) } };
  }

  get beforeConnect(): Date {
    return new Date(this.#connectedAt.getTime() - 3_600_000);
  }
}

const HAPPEN: Readonly<Record<What, (held: Held, account: Account) => News | undefined>> = {
  made: (held, account) => account.make(held),
  renamed: (held, account) => account.rename(held),
  trashed: (held, account) => account.move(held, 'recording.trashed', TRASH),
  transcript_trashed: (held, account) => account.move(held, 'recording.trashed', TRASH, 'TRANSCRIPT'),
  video_trashed: (held, account) => account.move(held, 'recording.trashed', TRASH, 'MP4'),
  recovered: (held, account) => account.move(held, 'recording.recovered', RECOVER),
  deleted: (held, account) => account.move(held, 'recording.deleted', DELETE),
  transcript_deleted: (held, account) => account.move(held, 'recording.deleted', DELETE, 'TRANSCRIPT'),
  batch_trashed: (_, account) => account.moveAll('recording.batch_trashed', TRASH),
  batch_recovered: (_, account) => account.moveAll('recording.batch_recovered', RECOVER),
  batch_deleted: (_, account) => account.moveAll('recording.batch_deleted', DELETE),
  summarised: (held, account) => account.summarise(held),
  removed_by_another: (_, account) => account.removed('somebodyElse'),
  removed_before: (_, account) => account.removed(account.owner, account.beforeConnect),
};

/** Of several transcripts only the first is moved alone: what is left is a transcript still. */
function shift(held: Held, { from, to }: Move, which?: 'MP4' | 'TRANSCRIPT'): RecordingFile[] {
  const { recording, states } = held;
  const movable = recording.files.filter((file) => from.includes(states.get(file) ?? 'gone'));
  const moved = which ? movable.filter(({ fileType }) => fileType === which).slice(0, 1) : movable;
  for (const file of moved) states.set(file, to);
  show(held);
  return moved;
}

/** What the API shows from now on. */
function show({ recording, states }: Held): void {
  for (const file of recording.files) file.pending = states.get(file) !== 'there';
  const all = [...states.values()];
  const made = all.filter((state) => state !== 'unmade');
  if (made.includes('there')) recording.state = 'listed';
  else if (made.length === 0) recording.state = 'unlisted';
  else recording.state = made.includes('trashed') ? 'trashed' : 'deleted';
}

/** The one account of a Zoom. */
export function accountIn({ accounts }: Pick<ZoomServer, 'accounts'>): ZoomAccount {
  const [account] = accounts;
  if (!account) throw new Error('Zoom has no account.');
  return account;
}
