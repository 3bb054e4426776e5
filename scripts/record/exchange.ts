/**
 * Where an exchange took place: at the token endpoint, at the REST API, at a file's address, or at an address that a
 * file's address led to.
 */
export type Place = 'oauth' | 'api' | 'file' | 'signed';

/** One request of the plugin's and Zoom's answer to it, as they were: nothing of it may be written. */
export interface Exchange {
  readonly startedAt: Date;
  readonly place: Place;
  readonly method: string;
  /** As Zoom was asked. */
  readonly url: string;
  /** Header names are lower case. */
  readonly sent: Readonly<Record<string, string>>;
  readonly posted: string;
  readonly status: number;
  readonly statusText: string;
  readonly answered: Readonly<Record<string, string>>;
  readonly text: string;
}

/** What a text is as JSON; undefined if it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
