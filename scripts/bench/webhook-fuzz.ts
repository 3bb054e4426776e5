import process from 'node:process';
import { fuzzOverHttp } from '../../test/fuzz/webhook/over-http.ts';
import { APP } from './app.ts';
import type { Bench, Figures } from './bench.ts';
import { accountOf, openWebhookHalo } from './webhook-halo.ts';

/** The same requests every time: what fails once can be looked at. */
const SEED = 20_261_001;

/**
 * Damaged deliveries of every shape, half of them signed, through real HTTP. Halo runs in this very process, so that
 * nothing it leaves uncaught goes unseen. Whatever comes, Halo may refuse it, but not fail.
 */
export async function webhookFuzz(bench: Bench): Promise<Figures> {
  const requests = bench.quick ? 20_000 : 100_000;
  const uncaught: unknown[] = [];
  const note = (error: unknown) => uncaught.push(error);
  process.on('uncaughtException', note).on('unhandledRejection', note);
  const halo = await openWebhookHalo(bench, 1);
  try {
    bench.say(`webhook-fuzz: ${requests} requests, seed ${SEED}`);
    const endings = await fuzzOverHttp(halo, {
      requests,
      seed: SEED,
      accountId: accountOf(0),
      secretToken: APP.secretToken,
      stopping: bench.stopping,
    });
    const count = (kind: (ending: unknown) => boolean) =>
      [...endings].filter(([ending]) => kind(ending)).reduce((sum, [, times]) => sum + times, 0);
    const serverErrors = count((ending) => typeof ending === 'number' && ending >= 500);
    const silent = count((ending) => ending === 'silent');
    for (const error of uncaught) bench.say(`uncaught: ${error instanceof Error ? error.stack : error}`);
    if (serverErrors + silent + uncaught.length > 0) bench.fail('Halo failed on some of the requests.');
    return {
      requests: count(() => true),
      serverErrors,
      uncaught: uncaught.length,
      silent,
      byStatus: Object.fromEntries([...endings].map(([ending, times]) => [String(ending), times])),
      byOutcome: outcomes(halo.counters.snapshot()),
      seed: SEED,
    };
  } finally {
    await halo.stop();
    process.off('uncaughtException', note).off('unhandledRejection', note);
  }
}

/** How deep they came: a request that the door took was read behind the signature. */
function outcomes(counters: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counters).flatMap(([name, times]) => {
      const labels = /^webhook_requests\{outcome="(.*)",reason="(.*)"\}$/.exec(name);
      return labels ? [[`${labels[1]}: ${labels[2]}`, times]] : [];
    }),
  );
}
