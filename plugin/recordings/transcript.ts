import { inject, injectable } from 'tsyringe';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { joinFiles } from '../transcript/joined-files.ts';
import { type Cue, looksLikeVtt, parseVtt } from '../transcript/vtt.ts';
import { ZoomClient } from '../zoom/client.ts';
import { DownloadTokens } from '../zoom/download-tokens.ts';
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
    private readonly downloadTokens: DownloadTokens,
  ) {}

  /**
   * `fileToken`: the download_access_token that Zoom gave with these files. Tried in order: the token of a webhook,
   * the connection's own, the file token. Zoom refuses each of them now and then although it is good.
   */
  async read(
    uuid: string,
    files: readonly TranscriptFile[],
    fileToken: string | null,
  ): Promise<DownloadedTranscript> {
    return this.#join(files, [
      () => this.downloadTokens.find(uuid),
      () => this.client.accessToken(),
      async () => fileToken,
    ]);
  }

  /** The tokens of recording files do not open the AI Companion's store. */
  readCompanion(url: string): Promise<DownloadedTranscript> {
    return this.#join([{ id: null, url, start: null }], [() => this.client.accessToken()]);
  }

  async #join(
    files: readonly TranscriptFile[],
    tokens: readonly (() => Promise<string | null>)[],
  ): Promise<DownloadedTranscript> {
    const bodies = await this.#download(files, tokens);
    const first = startOf(files[0]);
    const parts = bodies.map((body, index) => {
      const { cues, problems } = parseVtt(body);
      if (problems.length > 0) this.host.metrics.count('zoom_vtt_problems_total', problems.length);
      return { offsetMs: Math.max(0, startOf(files[index]) - first), cues };
    });
    return { cues: joinFiles(parts), hash: hashOfBytes(bodies) };
  }

  async #download(
    files: readonly TranscriptFile[],
    tokens: readonly (() => Promise<string | null>)[],
  ): Promise<Buffer[]> {
    let refusal: ZoomError | undefined;
    for (const find of tokens) {
      const token = await find();
      if (token === null) continue;
      try {
        const bodies: Buffer[] = [];
        for (const file of files) bodies.push(await this.#vtt(file, token));
        return bodies;
      } catch (error) {
        if (!(error instanceof ZoomError) || error.code !== 'zoom.download_restricted') throw error;
        refusal = error;
      }
    }
    throw (
      refusal ?? new ZoomError('zoom.download_restricted', 'There is no token to download a transcript with.')
    );
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
