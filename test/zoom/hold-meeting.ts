import { userByEmail, type ZoomAccount } from './account.ts';
import type { Clock } from './clock.ts';
import { type HeldMeeting, recordingOfMeeting } from './held-meeting.ts';
import type { OpaqueStrings } from './opaque.ts';
import type { RecordingLife } from './recording-life.ts';
import type { Delivery } from './webhook-sender.ts';

/** A meeting that was held: its recording, and what became of the webhooks that told of it. */
export interface Held {
  uuid: string;
  deliveries: Delivery[];
}

/** Puts the recording of a meeting that ends now into its host's account, and lets Zoom finish it. */
export async function holdMeeting(
  meeting: HeldMeeting,
  zoom: { accounts: readonly ZoomAccount[]; clock: Clock; opaque: OpaqueStrings; life: RecordingLife },
): Promise<Held> {
  const { account, user: host } = userByEmail(zoom.accounts, meeting.hostEmail);
  const name = zoom.opaque.next('meeting');
  const now = zoom.clock.now();
  const { recording, scheduled } = recordingOfMeeting(meeting, { name, users: account.users, host, now });
  account.recordings.push(recording);
  account.meetings.push(scheduled);
  return { uuid: recording.uuid, deliveries: await zoom.life.finishMeeting(recording.uuid) };
}
