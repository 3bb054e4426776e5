import { parseArgs } from 'node:util';
import { messageOf, PlainError } from '../../test/halo/plain-error.ts';

export interface StartOptions {
  /** Run the main job once, report, and end. */
  readonly once: boolean;
  readonly json: boolean;
  readonly webhook: boolean;
  /** A folder whose VTT files the local Zoom serves as one account's recordings. */
  readonly transcripts: string | undefined;
}

export function readOptions(args: readonly string[]): StartOptions {
  const { values } = parse(args);
  return {
    once: values.once ?? false,
    json: values.json ?? false,
    webhook: !values['no-webhook'],
    transcripts: values.transcripts,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        once: { type: 'boolean' },
        json: { type: 'boolean' },
        'no-webhook': { type: 'boolean' },
        transcripts: { type: 'string' },
      },
    });
  } catch (error) {
    // Node's message goes on with advice for programs that take file names.
    const [problem] = messageOf(error).split('. ');
    throw new PlainError(`${problem} (known: --once, --json, --no-webhook, --transcripts DIR).`);
  }
}
