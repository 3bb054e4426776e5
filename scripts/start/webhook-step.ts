import got from 'got';
import type { Halo } from '../../test/halo/halo.ts';
import { readRecordings } from '../../test/halo/overview.ts';
import { webhookSignature } from '../../test/zoom/webhook-signature.ts';
import { type LocalZoom, subscribeApp } from './local-zoom.ts';

/**
 * Takes one webhook. The local Zoom finishes the meeting it kept back and sends its events; of another Zoom nobody
 * here can ask that, so Halo is sent the delivery for its newest recording as that Zoom would sign it.
 */
export async function takeWebhook(halo: Halo, local: LocalZoom | undefined): Promise<void> {
  const address = new URL(halo.plugin.manifest.webhook.path, halo.url).href;
  if (local?.pending) {
    subscribeApp(halo, local);
    await local.zoom.finishMeeting(local.pending);
    return;
  }
  const [newest] = await readRecordings(halo.halo, halo.orgId, 1);
  const accountId = await routedAccount(halo);
  if (newest && accountId) await deliver(halo, address, accountId, newest.uuid);
}

async function deliver(halo: Halo, address: string, accountId: string, uuid: string): Promise<void> {
  const now = Date.now();
  const timestamp = String(Math.floor(now / 1000));
  const body = JSON.stringify({
    event: 'recording.transcript_completed',
    event_ts: now,
    payload: { account_id: accountId, object: { uuid, recording_files: [{ file_type: 'TRANSCRIPT' }] } },
  });
  const [secret = ''] = (halo.deployment.secrets.ZOOM_WEBHOOK_SECRET_TOKEN ?? '').split(',');
  await got.post(address, {
    body,
    headers: {
      'content-type': 'application/json',
      'x-zm-request-timestamp': timestamp,
      'x-zm-signature': webhookSignature(secret.trim(), timestamp, body),
    },
  });
}

async function routedAccount({ halo, orgId, plugin }: Halo): Promise<string | undefined> {
  const [row] = await halo.query<{ account: string | null }>(
    'select settings ->> $2 as account from teams where id = $1',
    [orgId, plugin.manifest.webhook.orgKey],
  );
  return row?.account ?? undefined;
}
