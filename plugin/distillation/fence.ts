import { createHash } from 'node:crypto';

/**
 * Text of others between two marks that it cannot contain: the mark is a hash of the text, so nobody who speaks in a
 * meeting can end the fence from within and go on as if they were us.
 */
export function fence(content: string): { mark: string; fenced: string } {
  const mark = `TRANSCRIPT-${createHash('sha256').update(content).digest('hex').slice(0, 24)}`;
  return { mark, fenced: `<${mark}>\n${content}\n</${mark}>` };
}
