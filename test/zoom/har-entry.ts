import type { HarEntry, HarHeader } from './har.ts';

const KEPT_HEADERS = new Set([
  'content-type',
  'location',
  'retry-after',
  'x-ratelimit-category',
  'x-ratelimit-type',
]);

/** Form fields whose value says nothing secret. */
const SHOWN_FIELDS = new Set(['grant_type', 'redirect_uri']);

/** One exchange as an archive is to show it; secrets of the request need not be taken out before. */
export interface ShownExchange {
  readonly startedDateTime: string;
  readonly method: string;
  readonly url: string;
  readonly sent: Readonly<Record<string, string>>;
  /** The body of the request. */
  readonly posted?: { readonly mimeType: string; readonly text: string };
  readonly status: number;
  readonly statusText: string;
  readonly answered: Readonly<Record<string, string>>;
  /** The length in bytes is of the text, or of the file that the text lies in. */
  readonly content: { readonly size: number } & ({ readonly text: string } | { readonly _file: string });
}

export function harEntry(shown: ShownExchange): HarEntry {
  const { answered } = shown;
  return {
    startedDateTime: shown.startedDateTime,
    time: 0,
    request: {
      method: shown.method,
      url: shown.url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: sentHeaders(shown.sent),
      queryString: [...new URL(shown.url).searchParams].map(([name, value]) => ({ name, value })),
      ...(shown.posted ? { postData: postData(shown.posted) } : {}),
      headersSize: -1,
      bodySize: -1,
    },
    response: {
      status: shown.status,
      statusText: shown.statusText,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: Object.entries(answered)
        .filter(([name]) => KEPT_HEADERS.has(name))
        .map(([name, value]) => ({ name, value })),
      content: contentOf(shown),
      redirectURL: answered.location ?? '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
  };
}

function contentOf({ answered, content }: ShownExchange): HarEntry['response']['content'] {
  const { size, ...body } = content;
  return { size, mimeType: answered['content-type'] ?? '', ...body };
}

/** Which kind of credential went along, but not the credential. */
const sentHeaders = (headers: Readonly<Record<string, string>>): HarHeader[] =>
  Object.entries(headers).map(([name, value]) => ({
    name,
    value: name === 'authorization' ? `${value.split(' ')[0]} [left out]` : value,
  }));

function postData({ mimeType, text }: { mimeType: string; text: string }) {
  if (!mimeType.startsWith('application/x-www-form-urlencoded')) return { mimeType, params: [], text };
  const params = [...new URLSearchParams(text)].map(([name, value]) => ({
    name,
    value: SHOWN_FIELDS.has(name) ? value : '[left out]',
  }));
  return { mimeType, params, text: params.map(({ name, value }) => `${name}=${value}`).join('&') };
}

/** The fields of a form whose values no archive may show. */
export const secretsOfForm = (text: string): string[] =>
  [...new URLSearchParams(text)].flatMap(([name, value]) => (SHOWN_FIELDS.has(name) ? [] : [value]));
