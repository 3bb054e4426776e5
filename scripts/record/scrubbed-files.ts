import { archiveFiles } from './archive.ts';
import { checkScrubbed } from './check.ts';
import { scenariosOf } from './scenarios.ts';
import type { KnownCustomers } from './scrub/customers.ts';
import { wholeDays } from './scrub/dates.ts';
import { Scrubber } from './scrub/scrubber.ts';
import { secretsIn } from './secrets.ts';
import { type Session, settingsFor } from './session.ts';

/** The day that all fixtures are of. */
const FIXTURE_DAY = new Date('2026-10-15T12:00:00Z');

export interface Scrubbed {
  /** By path: archives, the files beside them, and `customers.json` for HALO_SEED. */
  readonly files: ReadonlyMap<string, string>;
  /** How many different originals were replaced, by kind. */
  readonly replaced: Readonly<Record<string, number>>;
  /** How many texts the check read. */
  readonly checked: number;
}

/** A session as files that hold nothing of it but its shapes; throws if one still does. */
export function scrubbedFiles(
  { clock, exchanges }: Session,
  options: {
    readonly key: string;
    readonly customers: KnownCustomers;
    readonly days: number;
    readonly secrets?: readonly string[];
  },
): Scrubbed {
  const scrubber = new Scrubber(options.key, wholeDays(clock, FIXTURE_DAY));
  scrubber.learn(exchanges);
  const customers = scrubber.customers(options.customers);
  const archives = scenariosOf(exchanges).flatMap((scenario) => [...archiveFiles(scenario, scrubber, clock)]);
  const settings = { ...settingsFor(options.days), freeMailDomains: scrubber.freeMailDomains() };
  const seed = { ...customers, settings };
  const files = new Map([
    // Zoom's files have CRLF line ends, which git may not touch.
    ['.gitattributes', 'files/* -text\n'],
    ...archives,
    ['customers.json', `${JSON.stringify(seed, null, 2)}\n`],
  ]);
  const originals = scrubber.originals();
  const checked = checkScrubbed(files, {
    secrets: [...secretsIn(exchanges), ...(options.secrets ?? [])],
    originals,
    common: scrubber.common(),
  });
  const byKind = Object.groupBy(originals, ({ kind }) => kind);
  const replaced = Object.fromEntries(Object.entries(byKind).map(([kind, all]) => [kind, all.length]));
  return { files, replaced, checked };
}
