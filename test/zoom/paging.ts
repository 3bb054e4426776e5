import type { Clock } from './clock.ts';
import { invalidField, type ZoomReply, type ZoomRequest, zoomError } from './exchange.ts';
import type { OpaqueStrings } from './opaque.ts';

const TOKEN_LIFE_MS = 15 * 60_000;
const DEFAULT_SIZE = 30;
const LARGEST_SIZE = 300;

export interface Page<T> {
  items: T[];
  head: { page_count: number; page_size: number; total_records: number; next_page_token: string };
}

/** Pages of a listing. A token dies after 15 minutes; an empty one means the first page. */
export class Paging {
  readonly #clock: Clock;
  readonly #opaque: OpaqueStrings;
  readonly #largestPage: number;
  readonly #tokens = new Map<string, { listing: string; offset: number; expires: number }>();

  constructor(clock: Clock, opaque: OpaqueStrings, largestPage = LARGEST_SIZE) {
    this.#clock = clock;
    this.#opaque = opaque;
    this.#largestPage = largestPage;
  }

  page<T>(request: ZoomRequest, all: readonly T[]): Page<T> | { error: ZoomReply } {
    const wanted = Number(request.query.get('page_size') ?? DEFAULT_SIZE);
    if (!Number.isInteger(wanted) || wanted < 1 || wanted > LARGEST_SIZE) {
      return { error: invalidField('page_size', 'The page size must be between 1 and 300.') };
    }
    const size = Math.min(wanted, this.#largestPage);
    const listing = listingOf(request);
    const offset = this.#offset(request.query.get('next_page_token') ?? '', listing);
    if (offset === undefined) {
      return { error: zoomError(400, 300, 'The next page token is either invalid or has expired.') };
    }
    const next = offset + size;
    return {
      items: all.slice(offset, next),
      head: {
        page_count: Math.ceil(all.length / size),
        page_size: size,
        total_records: all.length,
        next_page_token: next < all.length ? this.#issue(listing, next) : '',
      },
    };
  }

  #offset(token: string, listing: string): number | undefined {
    if (token === '') return 0;
    const known = this.#tokens.get(token);
    const alive = known && known.listing === listing && known.expires > this.#clock.now().getTime();
    return alive ? known.offset : undefined;
  }

  #issue(listing: string, offset: number): string {
    const token = this.#opaque.next('page').slice(0, 36);
    this.#tokens.set(token, { listing, offset, expires: this.#clock.now().getTime() + TOKEN_LIFE_MS });
    return token;
  }
}

/** A token belongs to one listing: the same path and parameters. */
function listingOf(request: ZoomRequest): string {
  const query = new URLSearchParams(request.query);
  query.delete('next_page_token');
  query.sort();
  return `${request.path}?${query}`;
}
