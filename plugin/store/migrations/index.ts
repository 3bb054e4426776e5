import type { Migration } from '../../../contracts/host.ts';
import { initial } from './0001-initial.ts';

/** In order; forward only. A landed step is never edited. */
export const migrations: readonly Migration[] = [initial];
