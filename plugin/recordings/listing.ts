import type { ListingInput } from '../../contracts/generated/sync-input.ts';
import type { Rule } from '../distillation/rules.ts';
import type { Settings } from '../settings.ts';
import type { Circumstances } from './decision.ts';

/** What holds for every page of one listing, and for what follows it. */
export interface Listing extends Circumstances {
  readonly runId: string;
  readonly trigger: ListingInput['trigger'];
  readonly accountId: string;
  readonly rules: readonly Rule[];
  readonly settings: Settings;
}
