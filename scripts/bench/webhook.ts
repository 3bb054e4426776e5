import type { Halo } from '../../test/halo/halo.ts';
import { PlainError } from '../../test/halo/plain-error.ts';
import { APP } from './app.ts';
import { startBareWebhook } from './bare-webhook.ts';
import { type Bench, type Figures, rounded } from './bench.ts';
import { type Burst, openSender, quantile, type Sender } from './burst.ts';
import { median } from './median.ts';
import { accountOf, openWebhookHalo } from './webhook-halo.ts';
import { signedRequest, transcriptCompleted } from './webhook-requests.ts';

const ORGS = 50;
/** Zoom's side of a busy hour: so many requests are on their way at any moment, one on each kept-alive connection. */
const CONNECTIONS = 50;
const ONE_BY_ONE = 300;

/**
 * Deliveries per second, and how long Zoom waits for its answer, through HTTP, door, dedupe and enqueue. A burst is so
 * many different signed deliveries for 50 orgs, sent as fast as 50 keep-alive connections take them; `p99Ms` is of the
 * deliveries of all bursts. `atOnce` is the same burst with a connection of its own for each delivery, all sent in the
 * same instant; `oneByOne` sends each when the one before has been answered, so that Halo can store none together.
 * `ratio` compares with a handler that only makes the two inserts, burst after burst in turn. No worker runs: the jobs
 * wait.
 */
export async function webhook(bench: Bench): Promise<Figures> {
  const deliveries = bench.quick ? 1000 : 2000;
  const rounds = bench.quick ? 5 : 9;
  const stops: (() => Promise<unknown>)[] = [];
  try {
    const halo = await openWebhookHalo(bench, ORGS);
    stops.push(() => halo.stop());
    const bare = await startBareWebhook(halo);
    stops.push(() => bare.close());
    const sender = openSender();
    stops.push(() => sender.close());
    const run = new Runs(halo, sender, bench.stopping);
    bench.say(
      `webhook: ${rounds} bursts of ${deliveries} deliveries to Halo and to the bare handler in turn`,
    );
    // The first one of each warms it up.
    await run.inTurn(bare.port, 1, { deliveries, connections: CONNECTIONS });
    const burst = await run.inTurn(bare.port, rounds, { deliveries, connections: CONNECTIONS });
    bench.say(`webhook: ${deliveries} deliveries in one instant, and ${ONE_BY_ONE} one by one`);
    const atOnce = await run.inTurn(bare.port, 3, { deliveries, connections: deliveries });
    const oneByOne = await run.inTurn(bare.port, 3, { deliveries: ONE_BY_ONE, connections: 1 });
    await run.nothingLost();
    return { ...burst, atOnce, oneByOne, deliveries, connections: CONNECTIONS, orgs: ORGS, rounds };
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

interface Size {
  readonly deliveries: number;
  readonly connections: number;
}

class Runs {
  readonly #halo: Halo;
  readonly #sender: Sender;
  readonly #stopping: AbortSignal;
  #sent = 0;

  constructor(halo: Halo, sender: Sender, stopping: AbortSignal) {
    this.#halo = halo;
    this.#sender = sender;
    this.#stopping = stopping;
  }

  /** The same bursts to Halo and to the bare handler, one after the other. */
  async inTurn(barePort: number, rounds: number, size: Size) {
    const ours: Burst[] = [];
    const theirs: Burst[] = [];
    for (let round = 0; round < rounds; round++) {
      ours.push(await this.#burst(this.#halo.port, size));
      theirs.push(await this.#burst(barePort, size));
    }
    const ratios = ours.map(({ perSecond }, round) => perSecond / (theirs[round]?.perSecond ?? Number.NaN));
    return { ratio: rounded(median(ratios)), ...figuresOf(ours), bare: figuresOf(theirs) };
  }

  #burst(port: number, { deliveries, connections }: Size): Promise<Burst> {
    this.#stopping.throwIfAborted();
    const now = new Date();
    const { path } = this.#halo.plugin.manifest.webhook;
    const requests = Array.from({ length: deliveries }, (_, index) => {
      const body = transcriptCompleted(index, accountOf(index % ORGS), now);
      return signedRequest(path, APP.secretToken, body, now);
    });
    this.#sent += deliveries;
    return this.#sender.send({ port, requests, connections });
  }

  async nothingLost(): Promise<void> {
    const [kept] = await this.#halo.halo.query<{ deliveries: number; jobs: number }>(
      `select (select count(*)::int from webhook_deliveries) as deliveries,
         (select count(*)::int from pgboss.job where name = 'zoom/onWebhook') as jobs`,
    );
    if (kept?.deliveries !== this.#sent || kept.jobs !== this.#sent)
      throw new PlainError(
        `Of ${this.#sent} deliveries ${kept?.deliveries} were kept, with ${kept?.jobs} jobs.`,
      );
  }
}

function figuresOf(bursts: readonly Burst[]) {
  const latencies = bursts.flatMap((burst) => burst.latencies).toSorted((a, b) => a - b);
  return {
    perSecond: Math.round(median(bursts.map(({ perSecond }) => perSecond))),
    p99Ms: rounded(quantile(latencies, 0.99)),
    p50Ms: rounded(quantile(latencies, 0.5)),
  };
}
