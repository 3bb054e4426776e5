import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** HTTP Archive 1.2, as far as a recorded exchange with Zoom needs it; names with `_` are our own. */
export interface Har {
  log: {
    version: '1.2';
    creator: { name: string; version: string };
    /** What the exchange shows, in a sentence. */
    _scenario: string;
    _origin: 'synthesised' | 'recorded';
    /** The time at which the exchange took place, which the dates in it are relative to. */
    _clock: string;
    /** Webhook bodies that Zoom sent in the course of it. */
    _webhooks?: unknown[];
    entries: HarEntry[];
  };
}

export interface HarEntry {
  startedDateTime: string;
  time: number;
  request: HarRequest;
  response: HarResponse;
  cache: Record<string, never>;
  timings: { send: number; wait: number; receive: number };
  /** Names the exchange that the entry is part of, where an archive holds several that do not hang together. */
  comment?: string;
  /** Replayed as often as it is asked for, instead of once. */
  _repeat?: true;
}

interface HarRequest {
  method: string;
  url: string;
  httpVersion: 'HTTP/1.1';
  cookies: never[];
  headers: HarHeader[];
  queryString: HarHeader[];
  postData?: { mimeType: string; params: HarHeader[]; text: string };
  headersSize: -1;
  bodySize: -1;
}

interface HarResponse {
  status: number;
  statusText: string;
  httpVersion: 'HTTP/1.1';
  cookies: never[];
  headers: HarHeader[];
  /** A body that reads better by itself lies beside the archive, under the name in `_file`. */
  content: { size: number; mimeType: string; text?: string; _file?: string };
  redirectURL: string;
  headersSize: -1;
  bodySize: -1;
}

export interface HarHeader {
  name: string;
  value: string;
}

/** Reads an archive, and puts the bodies that lie beside it into their places. */
export async function readHar(path: string): Promise<Har> {
  const har: Har = JSON.parse(await readFile(path, 'utf8'));
  if (har.log?.version !== '1.2') throw new Error(`${path} is not a HAR 1.2 file`);
  for (const { response } of har.log.entries) {
    const { content } = response;
    if (content._file !== undefined)
      content.text = await readFile(join(dirname(path), content._file), 'utf8');
  }
  return har;
}

export const writtenHar = (har: Har): string => `${JSON.stringify(har, null, 2)}\n`;
