import type { Deployment } from '../../contracts/host.ts';
import { type Halo, type HaloOptions, startHalo } from '../../test/halo/halo.ts';
import { applySeed } from '../../test/halo/seed.ts';
import type { Exchange } from './exchange.ts';
import { openProxy } from './proxy.ts';
import type { KnownCustomers } from './scrub/customers.ts';

/** A job that waits this long for its next try still belongs to the session. */
export const HORIZON_SECONDS = 45;

/** What the plugin is told to bring in: everything that it can read of a recording. */
export const settingsFor = (days: number) => ({
  lookbackDays: days,
  aiSummary: true,
  meetingChat: true,
  distillation: false,
});

export interface SessionOptions {
  readonly halo: Pick<HaloOptions, 'databaseUrl' | 'plugin' | 'port' | 'publicUrl' | 'clock' | 'logLevel'>;
  /** The Zoom that is recorded. */
  readonly zoom: Omit<Deployment, 'publicUrl'>;
  readonly customers: KnownCustomers;
  readonly days: number;
  /** Recordings at most, the newest first. */
  readonly most: number;
  /** Gives the consent, or waits until somebody has. */
  readonly connect: (halo: Halo) => Promise<void>;
}

export interface Session {
  /** When it began. */
  readonly clock: Date;
  readonly exchanges: readonly Exchange[];
}

/**
 * Has the plugin connect and bring in what Zoom has, in a Halo of its own, and keeps what was said on the way. Nothing in
 * Zoom is changed, and the connection is not revoked: that would remove the app from the account.
 */
export async function recordSession(options: SessionOptions): Promise<Session> {
  const { zoom, most, days, customers } = options;
  const now = () => options.halo.clock?.now() ?? new Date();
  const clock = now();
  const proxy = await openProxy(zoom, { most, now });
  try {
    const halo = await startHalo({
      ...options.halo,
      // No webhook is registered: what it would bring could not reach this Halo, nor be scrubbed.
      deployment: { secrets: zoom.secrets, ...proxy.zoom, eventSubscriptions: 'app' },
    });
    try {
      await applySeed(halo, halo.orgId, { ...customers, settings: settingsFor(days) });
      await options.connect(halo);
      await halo.idle(HORIZON_SECONDS);
    } finally {
      await halo.stop();
    }
    return { clock, exchanges: proxy.exchanges() };
  } finally {
    await proxy.close();
  }
}
