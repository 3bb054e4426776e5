interface ErrorFields {
  /** What kind of error. */
  readonly error: string;
  readonly code?: string;
  /** Where it was thrown, outermost last. */
  readonly at?: readonly string[];
  /** The kind or code of what it was thrown for. */
  readonly cause?: string;
}

const FRAMES = 8;

/**
 * An error, for the log. Its text is left out: PostgreSQL's quote whole rows, and a parser's what it was reading. So is what
 * drivers hang on it: the connection with its keys, a statement with its values.
 */
export function errorFields(error: unknown): ErrorFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const { name, cause } = error;
  const code = codeOf(error);
  const at = frames(error);
  return {
    error: name,
    ...(code === undefined ? {} : { code }),
    ...(at.length === 0 ? {} : { at }),
    ...(cause instanceof Error ? { cause: codeOf(cause) ?? cause.name } : {}),
  };
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** A stack begins with the text. Where it does not hold the text as it is now, nobody knows where the frames begin. */
function frames({ stack = '', message }: Error): string[] {
  const text = stack.indexOf(message);
  if (text < 0) return [];
  const lines = stack.slice(text + message.length).split('\n');
  return lines.flatMap((line) => /^ +at (.+)$/.exec(line)?.[1] ?? []).slice(0, FRAMES);
}
