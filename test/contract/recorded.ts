import { join } from 'node:path';
import { inspect } from 'node:util';
import { ENDPOINTS, type EndpointName } from '../../plugin/zoom/endpoints.ts';
import type { Har, HarEntry } from '../zoom/har.ts';
import { fixturesFolder, readHar } from '../zoom/index.ts';
import { meetingReference } from '../zoom/meeting-path.ts';
import { matchTemplate } from '../zoom/routes.ts';

/** An archive of `fixtures/`, by its name in there. */
export const archive = (name: string): Promise<Har> => readHar(join(fixturesFolder(), name));

/** The exchanges of an archive whose entries name them, in the order they were recorded in. */
export function chaptersOf({ log }: Har): Map<string, HarEntry[]> {
  const named = log.entries.flatMap((entry) =>
    entry.comment === undefined ? [] : [{ name: entry.comment, entry }],
  );
  const chapters = Map.groupBy(named, ({ name }) => name);
  return new Map([...chapters].map(([name, rows]) => [name, rows.map(({ entry }) => entry)]));
}

/** The archive with these entries alone. */
export const holding = ({ log }: Har, entries: HarEntry[]): Har => ({ log: { ...log, entries } });

/** What was asked, as the plugin's table of endpoints has it; undefined if the plugin never asks it. */
export function askedOf({ request }: HarEntry) {
  const url = new URL(request.url);
  for (const name of endpointNames()) {
    const { method, template } = ENDPOINTS[name];
    const parameters =
      name === 'download'
        ? url.pathname.startsWith('/rec/') && {}
        : url.host === 'api.zoom.us' && matchTemplate(template, url.pathname);
    if (parameters && method === request.method) {
      return { name, id: decoded(Object.values(parameters)[0]), query: url.searchParams };
    }
  }
  return undefined;
}

export function endpointNames(): EndpointName[] {
  return Object.keys(ENDPOINTS).filter((name): name is EndpointName => name in ENDPOINTS);
}

function decoded(segment = ''): string {
  const reference = meetingReference(segment);
  return reference?.kind === 'uuid' ? reference.uuid : segment;
}

/** Zoom refuses by status, by a code inside HTTP 200, and by a page where a file or JSON should be. */
export function isRefusal({ response: { status, content } }: HarEntry): boolean {
  const code = /^\{"code":(\d+)/.exec(content.text ?? '')?.[1];
  return status >= 400 || (code !== undefined && code !== '0') || content.mimeType.startsWith('text/html');
}

/** An answer in a few words, for the title of a test. */
export function saidIn({ response: { status, content } }: HarEntry): string {
  const said = content.text ? content.text.slice(0, 90) : 'nothing';
  return `HTTP ${status} ${said}`;
}

/** Values of fields that may be in no error, wherever an archive holds them. */
export function secretsIn({ log }: Har): string[] {
  const field =
    /"(?:access_token|refresh_token|download_access_token|recording_play_passcode|share_url)":"([^"]+)"/g;
  const texts = log.entries.map(({ response }) => response.content.text ?? '');
  return texts.flatMap((text) => [...text.matchAll(field)].map(([, value = '']) => value));
}

/** All that an error and its causes would show to whoever logs them, but for stack traces. */
export function shownBy(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error, { depth: 8 });
  const { message, cause, stack, ...fields } = error;
  const shown = { message, ...fields };
  return `${error.name} ${inspect(shown, { depth: 8 })}${cause === undefined ? '' : `\n${shownBy(cause)}`}`;
}
