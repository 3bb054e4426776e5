/** An error whose message is one sentence for the person who started Halo: shown without a stack. */
export class PlainError extends Error {
  override readonly name = 'PlainError';
}

/** What went wrong, in the words of the error itself. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Node reports a refused connection to a name with several addresses as an AggregateError without a message.
  if (error.message === '' && error instanceof AggregateError) return error.errors.map(messageOf).join(', ');
  return error.message;
}
