import { join } from 'node:path';
import { PlainError } from '../../test/halo/plain-error.ts';
import { readFlags } from '../command/flags.ts';

export interface RecordOptions {
  readonly help: boolean;
  /** The folder that is written. */
  readonly out: string;
  /** Which replacements are drawn: anything, unless they are to be the same again. */
  readonly seed: string | undefined;
  readonly days: number;
  readonly most: number;
  /** Compare what was recorded with the fixtures and the schemas. */
  readonly drift: boolean;
  /** Compare this archive, and record nothing. */
  readonly archive: string | undefined;
  readonly json: boolean;
}

/** What git ignores. */
const RECORDED = 'recorded';
const LOOKBACK = { least: 1, most: 180, usual: 30 };
const RECORDINGS = { least: 1, most: 10_000, usual: 20 };

export const HELP = `npm run record -- [options]

Has the plugin bring in what a Zoom account has, and writes what was said as HAR archives
in which every name, address, topic, id, token, URL and sentence is another.
Without ZOOM_CLIENT_ID the local Zoom is recorded. docs/recording.md tells the rest.

  --out DIR       the folder to write; a new one in ${RECORDED}/ unless told
  --seed N        the same replacements again; whoever knows it can try a guess
  --days N        how far back, ${LOOKBACK.least} to ${LOOKBACK.most}; ${LOOKBACK.usual} unless told
  --recordings N  how many at most, the newest first; ${RECORDINGS.usual} unless told
  --drift         say how the recording differs from the fixtures and the schemas; ends with 1 if
                  there is something that the plugin cannot read
  --archive DIR   say so of an archive that is there, and record nothing
  --json          print the report as JSON
`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = {
  ...{ out: text, seed: text, days: text, recordings: text, archive: text },
  ...{ drift: flag, json: flag, help: flag },
};

export function readRecordOptions(args: readonly string[], now: Date): RecordOptions {
  const { values } = readFlags(args, { options: OPTIONS }, 'see --help');
  return {
    help: values.help ?? false,
    out: values.out ?? join(RECORDED, now.toISOString().slice(0, 19).replaceAll(':', '-')),
    seed: values.seed === undefined ? undefined : String(wholeNumber('--seed', values.seed, 0, 1e12)),
    days: numberOf('--days', values.days, LOOKBACK),
    most: numberOf('--recordings', values.recordings, RECORDINGS),
    drift: values.drift ?? false,
    archive: values.archive,
    json: values.json ?? false,
  };
}

const numberOf = (name: string, text: string | undefined, { least, most, usual }: typeof LOOKBACK): number =>
  text === undefined ? usual : wholeNumber(name, text, least, most);

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = /^\d{1,13}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new PlainError(`${name} takes a whole number from ${least} to ${most}, not ${text}.`);
}
