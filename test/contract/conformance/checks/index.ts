import type { Check } from '../check.ts';
import { BORDERS } from './borders.ts';
import { CONNECTING } from './connecting.ts';
import { DISTILLING } from './distilling.ts';
import { ENDING } from './ending.ts';
import { INTERRUPTING } from './interrupting.ts';
import { LOADING } from './loading.ts';
import { REPEATING } from './repeating.ts';
import { SYNCING } from './syncing.ts';
import { WEBHOOKS } from './webhooks.ts';

/** All that a plugin is tried by, in the order of its life. */
export const CHAPTERS = {
  loading: LOADING,
  connecting: CONNECTING,
  webhooks: WEBHOOKS,
  syncing: SYNCING,
  distilling: DISTILLING,
  ending: ENDING,
  repeating: REPEATING,
  interrupting: INTERRUPTING,
  borders: BORDERS,
} as const satisfies Readonly<Record<string, readonly Check[]>>;

export type Chapter = keyof typeof CHAPTERS;
