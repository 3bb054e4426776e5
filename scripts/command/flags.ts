import { type ParseArgsConfig, parseArgs } from 'node:util';
import { messageOf, PlainError } from '../../test/halo/plain-error.ts';

/** What a command may be followed by, as Node's `parseArgs` takes it. */
type Flags = Pick<ParseArgsConfig, 'options' | 'allowPositionals'>;

/** Reads the words behind a command. What does not fit is refused in one sentence, in which `known` says what would. */
export function readFlags<F extends Flags>(args: readonly string[], flags: F, known: string) {
  try {
    return parseArgs({ args: [...args], ...flags });
  } catch (error) {
    // Node's message goes on with advice for programs that take file names.
    const [problem] = messageOf(error).split('. ');
    throw new PlainError(`${problem} (${known}).`);
  }
}
