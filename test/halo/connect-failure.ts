import { z } from 'zod';
import { queueName } from './jobs/queues.ts';
import type { Platform } from './platform.ts';

/** Why the last attempt to connect did not lead to a connection, in words for the admin. */
export interface ConnectFailure {
  readonly text: string;
  readonly advice?: string;
}

const failure = z.object({ message: z.string(), advice: z.string().optional() });

/** Undefined if the org's last `onConnect` went well or is still being tried. */
export async function lastConnectFailure(
  { halo, plugin }: Pick<Platform, 'halo' | 'plugin'>,
  orgId: string,
): Promise<ConnectFailure | undefined> {
  const [job] = await halo.query<{ state: string; output: unknown }>(
    `select state::text, output from pgboss.job where name = $1 and data ->> 'orgId' = $2
     order by created_on desc limit 1`,
    [queueName(plugin.manifest.provider, 'onConnect'), orgId],
  );
  if (job?.state !== 'failed') return undefined;
  const said = failure.safeParse(job.output);
  if (!said.success)
    return { text: 'Connecting failed.', advice: 'Try again; if it happens again, report it.' };
  const { message, advice } = said.data;
  return { text: message, ...(advice === undefined ? {} : { advice }) };
}
