import { createHash } from 'node:crypto';
import { customersOf, madeUpAccount } from '../../scripts/bench/made-up-account.ts';
import type { RecordingFile, ZoomAccount, ZoomRecording } from '../zoom/account.ts';

/** One in so many has not been made yet when the story begins. */
const PENDING_EVERY = 3;
/** One in so many contacts is known when the story begins. */
const KNOWN_EVERY = 3;

/** An account of so many recorded calls, in each of which a word of its own is said that is nowhere else. */
export function chaosAccount(recordings: number, seed: number, now: Date): ZoomAccount {
  const pending = Math.floor(recordings / PENDING_EVERY);
  const account = madeUpAccount(recordings - pending, now, { pending, cues: 12 });
  return {
    ...account,
    recordings: account.recordings.map((recording, index) => ({
      ...recording,
      topic: `${recording.topic} ${titleWord(seed, index)}`,
      files: [videoOf(recording), ...recording.files.map((file) => withWords(file, seed, index))],
    })),
  };
}

/** What Halo knows of its customers at first, and what the org wants. */
export function chaosSeed(recordings: number): object {
  const { endUsers, ...others } = customersOf(recordings);
  return {
    ...others,
    endUsers: endUsers.filter((_, index) => index % KNOWN_EVERY === 0),
    settings: { zoomPlan: 'business', zoomShare: 100, lookbackDays: 90, aiSummary: true },
  };
}

/** A contact that Halo may get to know later. */
export function contactOf(recordings: number, index: number) {
  const { endUsers } = customersOf(recordings);
  const contact = endUsers[index % recordings];
  if (!contact) throw new RangeError(`There is no contact ${index}.`);
  return contact;
}

/** Said in this recording and nowhere else: wherever it stands, words of the transcript stand. */
export function spokenWord(seed: number, index: number): string {
  return wordOf('spoken', seed, index);
}

/** In the title of this recording alone. */
export function titleWord(seed: number, index: number): string {
  return wordOf('titled', seed, index);
}

/** Said in this recording alone too, for keyword rules to name: rules may stand in jobs. */
export function ruleWord(seed: number, index: number): string {
  return wordOf('ruled', seed, index);
}

function wordOf(kind: string, seed: number, index: number): string {
  return kind + createHash('sha256').update(`${kind} ${seed} ${index}`).digest('hex').slice(0, 32);
}

function videoOf({ meetingId, startTime, state }: ZoomRecording): RecordingFile {
  return {
    ...{ id: `video${meetingId}`, fileType: 'MP4', recordingType: 'active_speaker', extension: 'MP4' },
    ...{ start: startTime, end: startTime, size: 9, pending: state !== 'listed' },
  };
}

function withWords(file: RecordingFile, seed: number, index: number): RecordingFile {
  const said = `Could you add a filter by ${spokenWord(seed, index)} and by ${ruleWord(seed, index)} to the report?`;
  const content = `${file.content}\r\n1000\r\n00:59:00.000 --> 00:59:05.000\r\nGuest ${index}: ${said}\r\n`;
  return { ...file, content, size: content.length };
}
