import { isFreeMail } from '../../../plugin/customers/addresses.ts';
import type { ShownExchange } from '../../../test/zoom/har-entry.ts';
import { type Exchange, jsonOf } from '../exchange.ts';
import { type KnownCustomers, replacedCustomers } from './customers.ts';
import { movedDate } from './dates.ts';
import { Dictionary } from './dictionary.ts';
import { replacedJson } from './json.ts';
import { SENTENCES } from './messages.ts';
import { replacedText } from './texts.ts';
import { isChat, isVtt, learnNames, replacedChat, replacedVtt } from './transcripts.ts';
import { HOSTS, zoomUrl } from './urls.ts';

/** Where a Halo on the internet would take the browser back to; which one it was is nobody's business. */
const CALLBACK = 'https://halo.example/api/integrations/zoom/callback';
/** What a page says is for who was signed in; that it is a page is all that the plugin reads of it. */
const PAGE = '<!doctype html><html><head><title>Zoom</title></head><body></body></html>';
const XML = '<?xml version="1.0"?><error/>';

/** Of the request. */
const SHOWN = new Set(['authorization', 'content-type']);
/** Headers that say nothing of an account, if they look as they always do. */
const HEADERS: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    'content-type': /^[\w.+-]+\/[\w.+-]+(;\s*charset=[\w-]+)?$/i,
    'x-ratelimit-category': /^[\w-]{1,40}$/,
    'x-ratelimit-type': /^[\w-]{1,40}$/,
  }),
);

/** Replaces whatever tells of somebody in the exchanges of one session, the same by the same in all of them. */
export class Scrubber {
  readonly #dictionary: Dictionary;
  readonly #days: number;

  /** Dates are moved by as many whole `days`. */
  constructor(key: string, days: number) {
    this.#dictionary = new Dictionary(key);
    this.#days = days;
  }

  /** What was replaced until here. */
  originals(): ReturnType<Dictionary['originals']> {
    return this.#dictionary.originals();
  }

  /** What an archive may hold of anybody's: our own words, and Zoom's. */
  common(): string[] {
    const hosts = Object.values(HOSTS).map((host) => `https://${host}/`);
    // Word by word: a whole sentence that stayed would be somebody's, by a mistake in the table of fields.
    const kept = this.#dictionary.kept().flatMap((value) => value.split(/\s+/));
    return [...SENTENCES, ...hosts, CALLBACK, PAGE, XML, ...kept];
  }

  /** Mail domains that unrelated people share, as they are called now: nobody could tell by looking at them. */
  freeMailDomains(): string[] {
    const domains = this.originals().filter(
      ({ kind, original }) => kind === 'domain' && isFreeMail(original, []),
    );
    return domains.flatMap(({ kind, original }) => this.#dictionary.known(kind, original) ?? []);
  }

  /** Gets to know everybody who is named in fields and labels, to recognise them in texts. */
  learn(exchanges: readonly Pick<Exchange, 'text'>[]): void {
    const scrubbing = { dictionary: this.#dictionary, days: this.#days, learning: true };
    for (const { text } of exchanges) {
      const json = jsonOf(text);
      if (json === undefined) learnNames(this.#dictionary, text);
      else replacedJson(scrubbing, json);
    }
  }

  time(date: Date): string {
    const text = date.toISOString();
    return movedDate(text, this.#days) ?? text;
  }

  /** The exchange as an archive may show it, its answer as the text it would be. */
  shown(exchange: Exchange): Omit<ShownExchange, 'content'> & { readonly text: string } {
    const { place, method, url, sent, posted, status, statusText, answered } = exchange;
    return {
      startedDateTime: this.time(exchange.startedAt),
      method,
      url: zoomUrl(this.#dictionary, url, place, this.#days),
      sent: Object.fromEntries(Object.entries(sent).filter(([name]) => SHOWN.has(name))),
      ...(posted === ''
        ? {}
        : { posted: { mimeType: sent['content-type'] ?? '', text: this.#posted(posted) } }),
      status,
      statusText,
      answered: this.#headers(answered, url),
      text: this.body(exchange.text),
    };
  }

  /** An answer's body, whatever it turns out to be. */
  body(text: string): string {
    const json = jsonOf(text);
    if (json !== undefined) {
      const scrubbing = { dictionary: this.#dictionary, days: this.#days, learning: false };
      return JSON.stringify(replacedJson(scrubbing, json));
    }
    if (isVtt(text)) return replacedVtt(this.#dictionary, text);
    if (isChat(text)) return replacedChat(this.#dictionary, text);
    if (/^\s*<\?xml/i.test(text)) return XML;
    return /^\s*</.test(text) ? PAGE : replacedText(this.#dictionary, 'text', text);
  }

  /** The same customers under the names and domains that they have in the archives. */
  customers(known: KnownCustomers): KnownCustomers {
    return replacedCustomers(this.#dictionary, known);
  }

  #headers({ location, 'retry-after': retryAfter, ...others }: Exchange['answered'], url: string) {
    const kept = Object.entries(others).filter(([name, value]) => HEADERS.get(name)?.test(value));
    return {
      ...Object.fromEntries(kept),
      ...(location === undefined ? {} : { location: this.#location(new URL(location, url).href) }),
      ...(retryAfter === undefined ? {} : { 'retry-after': this.#retryAfter(retryAfter) }),
    };
  }

  #location(address: string): string {
    return zoomUrl(this.#dictionary, address, 'signed', this.#days);
  }

  /** Secrets are left out of a form where it is written; where Halo is must not be in it either. */
  #posted(posted: string): string {
    const json = jsonOf(posted);
    if (json !== undefined) return this.body(posted);
    const form = new URLSearchParams(posted);
    if (form.has('redirect_uri')) form.set('redirect_uri', CALLBACK);
    return form.toString();
  }

  /** Seconds, or a date. */
  #retryAfter(stated: string): string {
    if (/^\d+$/.test(stated)) return stated;
    const date = new Date(stated);
    return Number.isNaN(date.getTime()) ? '' : this.time(date);
  }
}
