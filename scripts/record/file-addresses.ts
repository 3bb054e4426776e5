import { isAllowed } from '../../plugin/zoom/network.ts';
import type { Place } from './exchange.ts';

interface Target {
  readonly url: string;
  readonly place: Place;
}

/** The addresses of files that Zoom has named, and the one on loopback that the plugin knows each of them by. */
export class FileAddresses {
  readonly #hosts: readonly string[];
  readonly #targets: Target[] = [];
  readonly #known = new Map<string, string>();

  /** Where files may come from, as the plugin's own deployment would say it. */
  constructor(hosts: readonly string[]) {
    this.#hosts = hosts;
  }

  /** The path that stands for the address. What may not be fetched has none: the plugin is left to refuse it. */
  pathOf(url: string, place: Place): string | undefined {
    const known = this.#known.get(url);
    if (known !== undefined) return known;
    if (!URL.canParse(url) || !isAllowed(new URL(url), this.#hosts)) return undefined;
    const path = `/file/${this.#targets.push({ url, place }) - 1}`;
    this.#known.set(url, path);
    return path;
  }

  at(path: string): Target | undefined {
    const number = /^\/file\/(\d+)$/.exec(path)?.[1];
    return number === undefined ? undefined : this.#targets[Number(number)];
  }

  /** An answer in which every file is at its path on `origin`. */
  renamed(value: unknown, origin: string, field = ''): unknown {
    if (Array.isArray(value)) return value.map((item) => this.renamed(item, origin));
    if (typeof value === 'object' && value !== null) {
      const fields = Object.entries(value).map(([name, inner]) => [name, this.renamed(inner, origin, name)]);
      return Object.fromEntries(fields);
    }
    const path =
      field === 'download_url' && typeof value === 'string' ? this.pathOf(value, 'file') : undefined;
    return path === undefined ? value : `${origin}${path}`;
  }
}
