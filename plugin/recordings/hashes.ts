import { createHash } from 'node:crypto';
import { keywordPhrases, type Rule } from '../distillation/rules.ts';
import type { ListedRecording } from '../zoom/recording.ts';

/** Changes when a listing shows anything new of a recording: a file more, another size, another title. URLs differ daily. */
export function listingHash(recording: ListedRecording): string {
  const files = recording.files.map(({ id, type, processing, size, start, end }) => [
    id,
    type,
    processing,
    size,
    start,
    end,
  ]);
  return hashOf([
    recording.topic,
    recording.startTime.toISOString(),
    recording.durationMinutes,
    recording.kind,
    files.map((file) => JSON.stringify(file)).sort(),
  ]);
}

/** Changes when other phrases keep meetings out. */
export function keywordHash(rules: readonly Rule[]): string {
  return hashOf(keywordPhrases(rules));
}

/** SHA-256 of plain data, in hex. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

export function hashOfBytes(parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
}
