import type { ZoomAccount } from './account.ts';
import type { Clock } from './clock.ts';
import type { ZoomPlan } from './rate-limits.ts';
import { ADMIN_MANAGED_SCOPES, USER_MANAGED_SCOPES } from './scopes.ts';

export type GrantedScope = 'admin_managed' | 'user_managed' | readonly string[];

export interface ZoomOptions {
  accounts: ZoomAccount[];
  /** 0, the default, takes a free port. */
  port?: number;
  clock?: Clock;
  clientId?: string;
  clientSecret?: string;
  secretToken?: string;
  /** Where the app's own event subscription sends to. */
  webhookTarget?: string;
  /** Sends the browser straight back instead of showing the page with Allow and Decline. */
  autoConsent?: boolean;
  /** What a user's token is granted. */
  scope?: GrantedScope;
  plan?: ZoomPlan;
  /** Milliseconds that the one-second windows of the rate limits run on. */
  stopwatch?: () => number;
  /** Pages hold no more than this, however many were asked for. */
  largestPage?: number;
  /** The same seed makes the same tokens and addresses. */
  seed?: string;
}

export function scopesOf(scope: GrantedScope): readonly string[] {
  if (scope === 'admin_managed') return ADMIN_MANAGED_SCOPES;
  return scope === 'user_managed' ? USER_MANAGED_SCOPES : scope;
}
