import type { RecordingState, ZoomAccount, ZoomRecording } from './account.ts';
import type { Clock } from './clock.ts';
import type { Downloads } from './downloads.ts';
import { recordingMoved, recordingReady, TOKEN_SECONDS, type ZoomEvent } from './webhook-events.ts';
import type { Delivery } from './webhook-sender.ts';

type Announce = (event: ZoomEvent) => Promise<Delivery[]>;

/** What happens to a recording after its meeting, told to the app by webhook as Zoom does. */
export class RecordingLife {
  readonly #accounts: readonly ZoomAccount[];
  readonly #clock: Clock;
  readonly #downloads: Downloads;
  readonly #announce: Announce;

  constructor(accounts: readonly ZoomAccount[], clock: Clock, downloads: Downloads, announce: Announce) {
    this.#accounts = accounts;
    this.#clock = clock;
    this.#downloads = downloads;
    this.#announce = announce;
  }

  downloadToken(uuid: string): string {
    return this.#downloads.issueToken(this.#find(uuid).recording, TOKEN_SECONDS);
  }

  /** The video is there; a pending transcript comes later, as at Zoom. */
  async finishRecording(uuid: string): Promise<Delivery[]> {
    const happened = this.#find(uuid);
    happened.recording.state = 'listed';
    return this.#announce(recordingReady('recording.completed', this.#now(happened)));
  }

  async finishMeeting(uuid: string): Promise<Delivery[]> {
    const happened = this.#find(uuid);
    const { recording } = happened;
    const completed = recording.state === 'listed' ? [] : await this.finishRecording(uuid);
    for (const file of recording.files) file.pending = false;
    if (!recording.files.some((file) => file.fileType === 'TRANSCRIPT')) return completed;
    return [
      ...completed,
      ...(await this.#announce(recordingReady('recording.transcript_completed', this.#now(happened)))),
    ];
  }

  trash(uuid: string): Promise<Delivery[]> {
    return this.#move(uuid, 'trashed', 'recording.trashed');
  }

  delete(uuid: string): Promise<Delivery[]> {
    return this.#move(uuid, 'deleted', 'recording.deleted');
  }

  recover(uuid: string): Promise<Delivery[]> {
    return this.#move(uuid, 'listed', 'recording.recovered');
  }

  #move(
    uuid: string,
    state: RecordingState,
    event: 'recording.trashed' | 'recording.deleted' | 'recording.recovered',
  ): Promise<Delivery[]> {
    const happened = this.#find(uuid);
    happened.recording.state = state;
    return this.#announce(recordingMoved(event, this.#now(happened)));
  }

  #now(happened: { account: ZoomAccount; recording: ZoomRecording }) {
    return { ...happened, now: this.#clock.now(), downloads: this.#downloads };
  }

  #find(uuid: string): { account: ZoomAccount; recording: ZoomRecording } {
    for (const account of this.#accounts) {
      const recording = account.recordings.find((each) => each.uuid === uuid);
      if (recording) return { account, recording };
    }
    throw new Error(`Zoom holds no recording ${uuid}`);
  }
}
