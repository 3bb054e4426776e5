import { injectable } from 'tsyringe';
import { ZoomClient } from '../zoom/client.ts';
import { DownloadTokens } from '../zoom/download-tokens.ts';
import { Downloads } from '../zoom/downloads.ts';
import { ZoomError } from '../zoom/errors.ts';
import type { FileToRead } from './transcript-files.ts';

/** Whether a download is what it should be: Zoom serves a page, with status 200, where it refuses one. */
type LooksRight = (body: Uint8Array) => boolean;
type FindToken = () => Promise<string | null>;

/** Downloads the files of one recording, with whichever token Zoom takes. */
@injectable()
export class RecordingFileReader {
  constructor(
    private readonly client: ZoomClient,
    private readonly downloads: Downloads,
    private readonly downloadTokens: DownloadTokens,
  ) {}

  /**
   * `fileToken`: the download_access_token that Zoom gave with these files. Tried in order: the token of a webhook,
   * the connection's own, the file token. Zoom refuses each of them now and then although it is good.
   */
  read(
    uuid: string,
    files: readonly FileToRead[],
    fileToken: string | null,
    looksRight: LooksRight,
  ): Promise<Buffer[]> {
    const tokens = [
      () => this.downloadTokens.find(uuid),
      () => this.client.accessToken(),
      async () => fileToken,
    ];
    return this.#download(files, tokens, looksRight);
  }

  /** The tokens of recording files do not open the AI Companion's store. */
  readCompanion(file: FileToRead, looksRight: LooksRight): Promise<Buffer[]> {
    return this.#download([file], [() => this.client.accessToken()], looksRight);
  }

  async #download(
    files: readonly FileToRead[],
    tokens: readonly FindToken[],
    looksRight: LooksRight,
  ): Promise<Buffer[]> {
    let refusal: ZoomError | undefined;
    for (const find of tokens) {
      const token = await find();
      if (token === null) continue;
      try {
        const bodies: Buffer[] = [];
        for (const { url } of files) bodies.push(await this.#file(url, token, looksRight));
        return bodies;
      } catch (error) {
        if (!(error instanceof ZoomError) || error.code !== 'zoom.download_restricted') throw error;
        refusal = error;
      }
    }
    throw refusal ?? new ZoomError('zoom.download_restricted', 'There is no token to download a file with.');
  }

  async #file(url: string, token: string, looksRight: LooksRight): Promise<Buffer> {
    const body = await this.downloads.fetch(url, token);
    if (looksRight(body)) return body;
    throw new ZoomError('zoom.download_restricted', 'Zoom answered a download with something else.');
  }
}
