import { z } from 'zod';

/** Why a job was given up, in words that may be shown. */
export interface FailureText {
  readonly message: string;
  readonly advice?: string;
  readonly code?: string;
}

/** The plugin's own words: a `HookFailure`, or a contract that names the fields which do not fit. */
const told = z.object({ message: z.string(), advice: z.string(), code: z.string() });
const contract = z.object({ name: z.literal('ContractViolation'), message: z.string() });
/** pg-boss's own, of a job that outlived its time or whose process died. */
const timedOut = z.object({ value: z.object({ message: z.string().regex(/time/) }) });
const named = z.object({ name: z.string() });

const LONGEST = 300;
const AGAIN = 'Try it again. If it fails again, report it.';

/** Of an error that nobody has foreseen only its kind is told: its text may quote what was being read. */
export function failureText(output: unknown): FailureText {
  const own = told.safeParse(output);
  if (own.success) {
    const { message, advice, code } = own.data;
    return { message: shown(message), advice: shown(advice), code: shown(code) };
  }
  const unfit = contract.safeParse(output);
  if (unfit.success) return { message: shown(unfit.data.message), advice: AGAIN };
  if (timedOut.safeParse(output).success)
    return {
      message: 'It did not end in time, or the process that ran it stopped.',
      advice: 'Try it again.',
    };
  const kind = named.safeParse(output);
  const which = kind.success ? ` (${shown(kind.data.name)})` : '';
  return { message: `It failed in a way that was not foreseen${which}.`, advice: AGAIN };
}

/** Short, addresses without what may open them, and nothing that is as long as a token. */
function shown(text: string): string {
  const bare = text
    .replaceAll(/(https?:\/\/)(?:[^\s/?#@]*@)?([^\s/?#"']+)[^\s"']*/gi, '$1$2')
    .replaceAll(/[\w.~+=-]{40,}/g, '…');
  return bare.length <= LONGEST ? bare : `${bare.slice(0, LONGEST - 1)}…`;
}
