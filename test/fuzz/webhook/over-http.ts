import type { Halo } from '../../halo/halo.ts';
import { seeded } from '../random.ts';
import { everyDelivery } from './deliveries.ts';
import { type Ending, RawConnection } from './raw-connection.ts';
import { fuzzRequest } from './requests.ts';

export interface HttpFuzz {
  readonly requests: number;
  readonly seed: number;
  /** An account that an org of this Halo has connected. */
  readonly accountId: string;
  readonly secretToken: string;
  readonly stopping?: AbortSignal;
}

const CONNECTIONS = 16;

/** Sends damaged deliveries to Halo's webhook, and counts how each ended. The seed alone decides what is sent. */
export async function fuzzOverHttp(halo: Halo, options: HttpFuzz): Promise<ReadonlyMap<Ending, number>> {
  const { requests, seed, accountId, secretToken, stopping } = options;
  const now = new Date();
  const target = {
    path: halo.plugin.manifest.webhook.path,
    secretToken,
    deliveries: everyDelivery(accountId, now),
    now,
  };
  const random = seeded(seed);
  const endings = new Map<Ending, number>();
  let sent = 0;
  const send = async () => {
    const connection = new RawConnection(halo.port);
    while (sent < requests && !stopping?.aborted) {
      sent++;
      const ending = await connection.exchange(fuzzRequest(target, random));
      endings.set(ending, (endings.get(ending) ?? 0) + 1);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, send));
  return endings;
}
