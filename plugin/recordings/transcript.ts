import { inject, injectable } from 'tsyringe';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { joinFiles } from '../transcript/joined-files.ts';
import { type Cue, looksLikeVtt, parseVtt } from '../transcript/vtt.ts';
import { RecordingFileReader } from './file-reader.ts';
import { hashOfBytes } from './hashes.ts';
import { type FileToRead, startOf } from './transcript-files.ts';

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
    private readonly reader: RecordingFileReader,
  ) {}

  /** `fileToken`: the download_access_token that Zoom gave with these files. */
  async read(
    uuid: string,
    files: readonly FileToRead[],
    fileToken: string | null,
  ): Promise<DownloadedTranscript> {
    return this.#join(files, await this.reader.read(uuid, files, fileToken, looksLikeVtt));
  }

  async readCompanion(url: string): Promise<DownloadedTranscript> {
    const file: FileToRead = { id: null, url, start: null };
    return this.#join([file], await this.reader.readCompanion(file, looksLikeVtt));
  }

  #join(files: readonly FileToRead[], bodies: readonly Buffer[]): DownloadedTranscript {
    const first = startOf(files[0]);
    const parts = bodies.map((body, index) => {
      const { cues, problems } = parseVtt(body);
      if (problems.length > 0) this.host.metrics.count('zoom_vtt_problems_total', problems.length);
      return { offsetMs: Math.max(0, startOf(files[index]) - first), cues };
    });
    return { cues: joinFiles(parts), hash: hashOfBytes(bodies) };
  }
}
