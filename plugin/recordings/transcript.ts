import { inject, injectable } from 'tsyringe';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { joinFiles } from '../transcript/joined-files.ts';
import { type Cue, looksLikeVtt, parseVtt } from '../transcript/vtt.ts';
import { ZoomClient } from '../zoom/client.ts';
import { Downloads } from '../zoom/downloads.ts';
import { ZoomError } from '../zoom/errors.ts';
import { hashOfBytes } from './hashes.ts';
import type { TranscriptFile } from './transcript-files.ts';

export interface DownloadedTranscript {
  readonly cues: readonly Cue[];
  /** Of the files' bytes: the same hash means that nothing was edited. */
  readonly hash: string;
}

/** Fetches and reads the transcript files of one recording. */
@injectable()
export class TranscriptReader {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly client: ZoomClient,
    private readonly downloads: Downloads,
  ) {}

  /** `fileToken`: a download_access_token that came with the files, else the connection's own token is used. */
  async read(files: readonly TranscriptFile[], fileToken: string | null): Promise<DownloadedTranscript> {
    const token = fileToken ?? (await this.client.accessToken());
    const bodies: Buffer[] = [];
    for (const file of files) bodies.push(await this.#vtt(file, token));
    const first = startOf(files[0]);
    const parts = bodies.map((body, index) => {
      const { cues, problems } = parseVtt(body);
      if (problems.length > 0) this.host.metrics.count('zoom_vtt_problems_total', problems.length);
      return { offsetMs: Math.max(0, startOf(files[index]) - first), cues };
    });
    return { cues: joinFiles(parts), hash: hashOfBytes(bodies) };
  }

  async #vtt({ url }: TranscriptFile, token: string): Promise<Buffer> {
    const body = await this.downloads.fetch(url, token);
    if (looksLikeVtt(body)) return body;
    throw new ZoomError(
      'zoom.download_restricted',
      'Zoom answered a transcript download with something else.',
    );
  }
}

function startOf(file: TranscriptFile | undefined): number {
  const time = Date.parse(file?.start ?? '');
  return Number.isNaN(time) ? 0 : time;
}
