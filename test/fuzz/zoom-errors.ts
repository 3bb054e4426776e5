import assert from 'node:assert/strict';
import { ZoomError } from '../../plugin/zoom/errors.ts';

const DAY_MS = 86_400_000;

/** Fails for whatever is not an error of Zoom's that says what it means, when to try again and what to do. */
export function assertZoomError(error: unknown, now: Date): void {
  if (!(error instanceof ZoomError)) throw error;
  const { code, retry, advice, message, retryAt } = error;
  assert.match(code, /^zoom\.[a-z_]+$/);
  assert.ok(['now', 'later', 'never'].includes(retry));
  assert.ok(
    advice !== '' && message !== '' && message.length < 1_000,
    `the message is ${message.slice(0, 100)}`,
  );
  if (!retryAt) return;
  // No answer can hold a connection back for longer than a day and a bit, or call it back at once.
  const wait = retryAt.getTime() - now.getTime();
  assert.ok(wait > 0 && wait <= DAY_MS + 3_600_000, `it waits for ${wait} ms`);
}
