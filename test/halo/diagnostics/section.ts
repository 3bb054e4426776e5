import { setTimeout } from 'node:timers/promises';
import { errorFields } from '../log-error.ts';

/** A part of the diagnostics, or why it cannot be told: the others are needed then all the more. */
export type Section<T> = T | { readonly unavailable: string };

const PATIENCE_MS = 4_000;

export async function section<T>(read: () => Promise<T>): Promise<Section<T>> {
  const late = setTimeout(PATIENCE_MS, { unavailable: 'no answer in time' }, { ref: false });
  return Promise.race([read().catch(unavailable), late]);
}

/** Of an error, its kind alone: its text may quote what was being read. */
function unavailable(error: unknown): { readonly unavailable: string } {
  const { error: kind, code } = errorFields(error);
  return { unavailable: code ?? kind };
}
