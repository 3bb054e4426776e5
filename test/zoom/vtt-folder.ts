import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Attendee,
  displayName,
  type ZoomAccount,
  type ZoomRecording,
  type ZoomUser,
} from './account.ts';
import { zoomTime } from './clock.ts';
import { meetingNumber, meetingUuid } from './opaque.ts';
import { transcribedFiles } from './transcribed-files.ts';
import { endOfLastCue, speakerLabels } from './vtt-reading.ts';

const TRANSCRIPT_NAME = /transcript.*\.vtt$/i;

/** Recordings lie this far back at most, inside one listing window of a month. */
const SPREAD_DAYS = 25;
const DAY_MS = 86_400_000;

const HOST: ZoomUser = {
  id: 'vttFolderHost0000001',
  email: 'host@example.com',
  firstName: 'Robin',
  lastName: 'Host',
  timezone: 'UTC',
};

/**
 * An account whose recordings are the transcript files of a folder, one file each. Every third uuid starts with `/`,
 * every third holds `//`; file names that differ only in digits count as occurrences of one recurring meeting.
 */
export async function accountFromVttFolder(folder: string, now: Date = new Date()): Promise<ZoomAccount> {
  const names = (await readdir(folder)).filter((name) => TRANSCRIPT_NAME.test(name)).toSorted();
  const recordings = await Promise.all(
    names.map(async (name, index) => {
      const vtt = await readFile(join(folder, name), 'utf8');
      return recordingOf(name, vtt, startBefore(now, endOfLastCue(vtt), index / names.length), index);
    }),
  );
  return { id: 'vttFolderAccount00001', users: [HOST], recordings, meetings: [], hasWebinarPlan: false };
}

/** The first file ended last night, the last one about 25 days ago; the same all day long. */
const startBefore = (now: Date, lengthMs: number, share: number): Date => {
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  return new Date(midnight - 3_600_000 - share * SPREAD_DAYS * DAY_MS - lengthMs);
};

function recordingOf(fileName: string, vtt: string, start: Date, index: number): ZoomRecording {
  const topic =
    fileName
      .replace(/[-_. ]*transcript.*$/i, '')
      .replace(/[-_]+/g, ' ')
      .trim() || fileName;
  const traps = ['plain', 'leading_slash', 'double_slash'] as const;
  const lengthMs = endOfLastCue(vtt);
  const times = { start: zoomTime(start), end: zoomTime(new Date(start.getTime() + lengthMs)) };
  return {
    uuid: meetingUuid(fileName, traps[index % traps.length]),
    meetingId: meetingNumber(topic.replace(/\d+/g, '')),
    hostId: HOST.id,
    topic,
    type: 8,
    startTime: times.start,
    duration: Math.ceil(lengthMs / 60_000),
    timezone: 'UTC',
    state: 'listed',
    files: transcribedFiles(fileName, vtt, times),
    attendees: attendeesOf(vtt, times),
    restricted: false,
  };
}

/** Everybody who speaks took part, as a guest whose address Zoom does not show. */
function attendeesOf(vtt: string, times: { start: string; end: string }): Attendee[] {
  const stay = {
    joinTime: times.start,
    leaveTime: times.end,
    status: 'in_meeting' as const,
    onCalendarInvite: false,
  };
  const host: Attendee = {
    ...stay,
    joinId: '16778240',
    zoomUserId: HOST.id,
    name: displayName(HOST),
    email: HOST.email,
    internal: true,
  };
  const guests = speakerLabels(vtt).map((name, index) => ({
    ...stay,
    joinId: String(16_779_264 + index * 1024),
    zoomUserId: '',
    name,
    email: '',
    internal: false,
  }));
  return [host, ...guests];
}
