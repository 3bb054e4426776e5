import type { RawRequest } from '../../contracts/host.ts';
import { type Listener, listen } from '../zoom/listener.ts';
import type { Post } from './history.ts';

/** Zoom's webhooks arrive here over HTTP. What is late lies here until it is fetched. */
export class Mailbox {
  readonly #listener: Listener;
  #arrived: RawRequest[] = [];
  #late: RawRequest[] = [];

  private constructor(listen: (take: (request: RawRequest) => void) => Listener) {
    this.#listener = listen((request) => this.#arrived.push(request));
  }

  static async open(): Promise<Mailbox> {
    let take: (request: RawRequest) => void = () => undefined;
    const listener = await listen(0, async ({ method, headers, body }) => {
      const single = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]);
      take({ method, headers: Object.fromEntries(single), body: Buffer.from(body) });
      return { status: 200, headers: {}, body: '' };
    });
    return new Mailbox((into) => {
      take = into;
      return listener;
    });
  }

  get url(): string {
    return this.#listener.origin;
  }

  /** Deals with what Zoom has just sent. Returns what Halo gets now. */
  deal(post: Post): RawRequest[] {
    const arrived = this.#arrived;
    this.#arrived = [];
    if (post === 'late') this.#late = [...this.#late, ...arrived];
    if (post === 'late' || post === 'lost') return [];
    return post === 'twice' ? [...arrived, ...arrived] : arrived;
  }

  /** What was late, the newest first: webhooks come in any order. */
  fetchLate(): RawRequest[] {
    return this.#late.splice(0).toReversed();
  }

  get hasLate(): boolean {
    return this.#late.length > 0;
  }

  close(): Promise<void> {
    return this.#listener.close();
  }
}
