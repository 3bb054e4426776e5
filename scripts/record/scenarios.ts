import { z } from 'zod';
import { meetingReference } from '../../test/zoom/meeting-path.ts';
import { type Exchange, jsonOf } from './exchange.ts';

/** The exchanges of one archive. */
export interface RecordedScenario {
  /** `connect`, or `recording-01`: the newest first. */
  readonly name: string;
  readonly sentence: string;
  readonly exchanges: readonly { readonly exchange: Exchange; readonly fileType: string | undefined }[];
}

/** What the exchange belongs to a recording by. */
const listed = z.object({
  uuid: z.string(),
  id: z.coerce.string(),
  recording_files: z
    .array(z.object({ file_type: z.string().catch(''), download_url: z.string().catch('') }))
    .catch([]),
});
const listing = z.object({ meetings: z.array(z.unknown()) });
const offer = z.object({ download_url: z.string() });

const COMPANION = 'COMPANION';

/** Puts what was asked of one recording together, and the rest, connect and listing, before it. */
export function scenariosOf(exchanges: readonly Exchange[]): RecordedScenario[] {
  const owners = new Owners();
  const owned = exchanges.map((exchange) => ({ exchange, ...owners.ownerOf(exchange) }));
  const byOwner = Map.groupBy(owned, ({ uuid }) => uuid);
  const recordings = owners.uuids().filter((uuid) => byOwner.has(uuid));
  const digits = String(recordings.length).length;
  return [
    {
      name: 'connect',
      sentence: 'An account connects, and its recordings are listed.',
      exchanges: byOwner.get(undefined) ?? [],
    },
    ...recordings.map((uuid, index) => ({
      name: `recording-${String(index + 1).padStart(Math.max(digits, 2), '0')}`,
      sentence: `What was asked of recording ${index + 1} of ${recordings.length}.`,
      exchanges: byOwner.get(uuid) ?? [],
    })),
  ];
}

interface Owner {
  readonly uuid: string | undefined;
  /** Zoom's file_type of a file that was fetched. */
  readonly fileType: string | undefined;
}

class Owners {
  readonly #byUrl = new Map<string, Owner>();
  readonly #byNumber = new Map<string, string>();
  readonly #uuids = new Set<string>();

  /** In the order of the listing. */
  uuids(): string[] {
    return [...this.#uuids];
  }

  /** Learns from each exchange what those behind it are about. */
  ownerOf({ place, url, text, answered }: Exchange): Owner {
    if (place === 'file' || place === 'signed') {
      const owner = this.#byUrl.get(url) ?? { uuid: undefined, fileType: undefined };
      if (answered.location !== undefined) this.#byUrl.set(new URL(answered.location, url).href, owner);
      return owner;
    }
    const body = jsonOf(text);
    for (const row of listing.safeParse(body).data?.meetings ?? []) this.#learn(row);
    this.#learn(body);
    const uuid = this.#named(new URL(url).pathname);
    const companion = offer.safeParse(body).data;
    if (companion) this.#byUrl.set(companion.download_url, { uuid, fileType: COMPANION });
    return { uuid, fileType: undefined };
  }

  #learn(row: unknown): void {
    const recording = listed.safeParse(row).data;
    if (!recording) return;
    const { uuid, id } = recording;
    this.#uuids.add(uuid);
    if (!this.#byNumber.has(id)) this.#byNumber.set(id, uuid);
    for (const file of recording.recording_files) {
      this.#byUrl.set(file.download_url, { uuid, fileType: file.file_type });
    }
  }

  #named(path: string): string | undefined {
    const segment = /^\/v2\/(?:past_)?(?:meetings|webinars)\/([^/]+)/.exec(path)?.[1];
    const reference = segment === undefined ? undefined : meetingReference(segment);
    if (reference?.kind === 'uuid') return reference.uuid;
    return segment === undefined ? undefined : this.#byNumber.get(segment);
  }
}
