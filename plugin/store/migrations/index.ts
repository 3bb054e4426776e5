import type { Migration } from '../../../contracts/host.ts';
import { initial } from './0001-initial.ts';
import { events } from './0002-events.ts';

/** In order; forward only. A landed step is never edited. */
export const migrations: readonly Migration[] = [initial, events];
