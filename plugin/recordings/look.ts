import { injectable } from 'tsyringe';
import type { RecordingRow } from '../store/recording-row.ts';
import { ZoomClient } from '../zoom/client.ts';
import { ZoomError } from '../zoom/errors.ts';
import type { ListedRecording } from '../zoom/recording.ts';
import { chooseTranscript } from './transcript-files.ts';
import { type DownloadedTranscript, TranscriptReader } from './transcript-reader.ts';

/** A recording as Zoom shows it, with a token for its files if they were asked for one by one. */
export interface Look {
  readonly recording: ListedRecording;
  readonly fileToken: string | null;
  /** Read from Zoom just now, rather than from a listing. */
  readonly fresh: boolean;
}

/** Looks at one recording, and reads the transcript among its files. */
@injectable()
export class Looks {
  constructor(
    private readonly client: ZoomClient,
    private readonly reader: TranscriptReader,
  ) {}

  /** What the last listing showed, if its files have not been read yet; else Zoom is asked. */
  async at(uuid: string, known: RecordingRow | undefined): Promise<Look> {
    return fromListing(known) ?? this.#afresh(uuid);
  }

  /** File URLs out of a listing may have died since; then Zoom is asked for new ones, with a token of their own. */
  async read(look: Look): Promise<{ recording: ListedRecording; transcript: DownloadedTranscript }> {
    const { recording, fileToken } = look;
    const choice = chooseTranscript(recording.files);
    if (choice.kind === 'none')
      throw new ZoomError('zoom.still_processing', 'Zoom shows no transcript among the files now.');
    try {
      return { recording, transcript: await this.reader.read(recording.uuid, choice, fileToken) };
    } catch (error) {
      const worthALook =
        error instanceof ZoomError && ['zoom.download_restricted', 'zoom.not_found'].includes(error.code);
      if (look.fresh || !worthALook) throw error;
      return this.read(await this.#afresh(recording.uuid));
    }
  }

  async #afresh(uuid: string): Promise<Look> {
    const { downloadAccessToken, ...recording } = await this.client.recordingFiles(uuid);
    return { recording: { ...recording, uuid }, fileToken: downloadAccessToken, fresh: true };
  }
}

function fromListing(row: RecordingRow | undefined): Look | undefined {
  if (!row?.files || !row.startTime) return undefined;
  const { uuid, meetingId, topic, kind, hostId, hostEmail, startTime, durationMinutes, files } = row;
  const recording: ListedRecording = {
    uuid,
    meetingId: meetingId ?? '',
    topic: topic ?? '',
    kind: kind ?? 'meeting',
    hostId: hostId ?? '',
    hostEmail,
    startTime,
    durationMinutes: durationMinutes ?? 0,
    files,
  };
  return { recording, fileToken: null, fresh: false };
}
