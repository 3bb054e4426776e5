const LISTING = /^\/v2\/(accounts|users)\/[^/]+\/recordings$/;

/**
 * Shows the plugin no more than the newest recordings of a listing, as if there were no others: of the rest nothing is
 * kept, not even in memory.
 */
export class ListingLimit {
  readonly #most: number;
  readonly #admitted = new Set<string>();
  /** Rows of each window that were let through. */
  readonly #rows = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** An answer's body, or the shorter one in its place. */
  apply(path: string, query: URLSearchParams, body: unknown): unknown {
    if (!LISTING.test(path) || !isPage(body)) return body;
    const meetings = body.meetings.filter((row) => this.#admits(row));
    const window = `${query.get('from')} ${query.get('to')}`;
    const rows = (this.#rows.get(window) ?? 0) + meetings.length;
    this.#rows.set(window, rows);
    if (this.#admitted.size < this.#most && meetings.length === body.meetings.length) return body;
    // The plugin trusts no window that holds fewer than Zoom says.
    return { ...body, meetings, total_records: rows, next_page_token: '' };
  }

  #admits(row: unknown): boolean {
    const uuid = String(typeof row === 'object' && row !== null ? Reflect.get(row, 'uuid') : undefined);
    if (!this.#admitted.has(uuid) && this.#admitted.size >= this.#most) return false;
    this.#admitted.add(uuid);
    return true;
  }
}

const isPage = (body: unknown): body is { meetings: unknown[] } =>
  typeof body === 'object' && body !== null && 'meetings' in body && Array.isArray(body.meetings);
