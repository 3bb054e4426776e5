import { onTestFinished } from 'vitest';
import { json } from '../../zoom/exchange.ts';
import { listen } from '../../zoom/listener.ts';
import { encryptedToken, webhookSignature } from '../../zoom/webhook-signature.ts';

export interface Received {
  event: string;
  payload: {
    plainToken?: string;
    account_id: string;
    object: {
      uuid: string;
      topic: string;
      recording_files: { file_type: string; download_url: string }[];
    };
  };
  download_token: string;
}

/** An endpoint that takes what is signed with the secret, and answers `status` then; to a challenge, what Zoom expects. */
export async function signedEndpoint(secret: string, status = 200) {
  const received: Received[] = [];
  const { origin, close } = await listen(0, async ({ headers, body }) => {
    const timestamp = String(headers['x-zm-request-timestamp']);
    if (headers['x-zm-signature'] !== webhookSignature(secret, timestamp, body)) return json(401, {});
    const event: Received = JSON.parse(body);
    received.push(event);
    const { plainToken } = event.payload;
    if (plainToken === undefined) return json(status, {});
    return json(200, { plainToken, encryptedToken: encryptedToken(secret, plainToken) });
  });
  onTestFinished(close);
  return { origin, received };
}
