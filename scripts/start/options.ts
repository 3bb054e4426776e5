import { readFlags } from '../command/flags.ts';

export interface StartOptions {
  /** Run the main job once, report, and end. */
  readonly once: boolean;
  readonly json: boolean;
  readonly webhook: boolean;
  /** A folder whose VTT files the local Zoom serves as one account's recordings. */
  readonly transcripts: string | undefined;
}

/** Reads `[--once] [--json] [--no-webhook] [--transcripts DIR]`. */
export function readOptions(args: readonly string[]): StartOptions {
  const { values } = readFlags(args, { options: OPTIONS }, KNOWN);
  return {
    once: values.once ?? false,
    json: values.json ?? false,
    webhook: !values['no-webhook'],
    transcripts: values.transcripts,
  };
}

const OPTIONS = {
  once: { type: 'boolean' },
  json: { type: 'boolean' },
  'no-webhook': { type: 'boolean' },
  transcripts: { type: 'string' },
} as const;
const KNOWN = 'known: --once, --json, --no-webhook, --transcripts DIR';
