import type { Attendee, ZoomAccount, ZoomRecording } from './account.ts';

const attendee = (name: string, more: Partial<Attendee>): Attendee => ({
  joinId: name,
  zoomUserId: '',
  name,
  email: '',
  internal: false,
  onCalendarInvite: false,
  status: 'in_meeting',
  joinTime: '2026-10-15T09:00:00Z',
  leaveTime: '2026-10-15T09:30:00Z',
  ...more,
});

const HOST = {
  id: 'hostOne',
  email: 'host@example.com',
  firstName: 'Hanna',
  lastName: 'Host',
  timezone: 'UTC',
};
const COLLEAGUE = { ...HOST, id: 'hostTwo', email: 'two@example.com' };

/** A call of a host and three guests, with a video and an empty transcript. */
export const recording = (uuid: string, more: Partial<ZoomRecording> = {}): ZoomRecording => {
  const start = more.startTime ?? '2026-10-15T09:00:00Z';
  const times = { start, end: start, pending: false };
  const video = {
    ...times,
    id: `${uuid}-mp4`,
    fileType: 'MP4',
    recordingType: 'active_speaker',
    extension: 'MP4',
    size: 9,
  };
  const words = {
    ...times,
    id: `${uuid}-vtt`,
    fileType: 'TRANSCRIPT',
    recordingType: 'audio_transcript',
    extension: 'VTT',
    size: 8,
  };
  return {
    uuid,
    meetingId: 81234567890,
    hostId: HOST.id,
    topic: 'Weekly',
    type: 2,
    startTime: start,
    duration: 30,
    timezone: '',
    state: 'listed',
    files: [video, { ...words, content: 'WEBVTT\r\n\r\n' }],
    attendees: [
      attendee('Hanna', { email: HOST.email, internal: true, zoomUserId: HOST.id }),
      attendee('Guest', { email: 'guest@customer.example' }),
      attendee('Invited', { email: 'invited@customer.example', onCalendarInvite: true }),
      attendee('Registered', { email: 'registered@customer.example', registrantId: 'r1' }),
    ],
    restricted: false,
    ...more,
  };
};

/** A licensed account of two hosts. */
export const accountWith = (...recordings: ZoomRecording[]): ZoomAccount => ({
  id: 'accountOne',
  users: [HOST, COLLEAGUE],
  recordings,
  meetings: [],
  hasWebinarPlan: false,
});
