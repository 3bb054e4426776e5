import { inject, injectable } from 'tsyringe';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { joinFiles } from '../transcript/joined-files.ts';
import { type Cue, looksLikeVtt, parseVtt } from '../transcript/vtt.ts';
import { RecordingFileReader } from './file-reader.ts';
import { hashOfBytes } from './hashes.ts';
import { type FileToRead, offsetFrom, startOf, type TranscriptChoice } from './transcript-files.ts';

/** Where the words come from: the recording's transcript, captions in its place, or the AI Companion's transcript. */
export type TranscriptOrigin = 'transcript' | 'captions' | 'companion';

export interface DownloadedTranscript {
  readonly cues: readonly Cue[];
  readonly origin: TranscriptOrigin;
  /** In order; the cues' times count from the start of the first. */
  readonly files: readonly FileToRead[];
  /** How much in them could not be read as it stood. */
  readonly problems: number;
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
    { kind, files }: Extract<TranscriptChoice, { kind: 'transcript' | 'captions' }>,
    fileToken: string | null,
  ): Promise<DownloadedTranscript> {
    return this.#join(kind, files, await this.reader.read(uuid, files, fileToken, looksLikeVtt));
  }

  async readCompanion(url: string): Promise<DownloadedTranscript> {
    const file: FileToRead = { id: null, url, start: null };
    return this.#join('companion', [file], await this.reader.readCompanion(file, looksLikeVtt));
  }

  #join(
    origin: TranscriptOrigin,
    files: readonly FileToRead[],
    bodies: readonly Buffer[],
  ): DownloadedTranscript {
    const first = startOf(files[0]);
    const parts = bodies.map((body, index) => ({
      ...parseVtt(body),
      offsetMs: offsetFrom(first, files[index]),
    }));
    const problems = parts.reduce((sum, part) => sum + part.problems.length, 0);
    if (problems > 0) this.host.metrics.count('zoom_vtt_problems_total', problems);
    return { cues: joinFiles(parts), origin, files, problems, hash: hashOfBytes(bodies) };
  }
}
