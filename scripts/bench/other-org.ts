import { setTimeout as sleep } from 'node:timers/promises';
import type { Halo } from '../../test/halo/halo.ts';
import type { ZoomBeside } from './zoom-beside.ts';

const PAUSE_MS = 1_000;
const LOOK_EVERY_MS = 50;

/**
 * Has Zoom finish one call of this org after the other, until `over` or there are none left. Returns for each how many
 * seconds it took from Zoom's first word of it until its transcript was in.
 */
export async function webhooksOf(
  { halo, orgId }: { readonly halo: Halo; readonly orgId: string },
  zoom: ZoomBeside,
  pending: readonly string[],
  over: AbortSignal,
): Promise<number[]> {
  const seconds: number[] = [];
  for (const uuid of pending) {
    await sleep(PAUSE_MS, undefined, { signal: over }).catch(() => undefined);
    if (over.aborted) break;
    const begin = performance.now();
    if (!(await zoom.finishMeeting(uuid))) throw new Error('Halo did not take a webhook.');
    while (!(await isIn(halo, orgId, uuid))) await sleep(LOOK_EVERY_MS);
    seconds.push((performance.now() - begin) / 1000);
  }
  return seconds;
}

async function isIn({ halo }: Halo, orgId: string, uuid: string): Promise<boolean> {
  const [row] = await halo.query<{ state: string }>(
    'select state from zoom.recordings where org_id = $1 and uuid = $2',
    [orgId, uuid],
  );
  return row?.state === 'ingested';
}
