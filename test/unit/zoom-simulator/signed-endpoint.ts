import { onTestFinished } from 'vitest';
import { json } from '../../zoom/exchange.ts';
import { listen } from '../../zoom/listener.ts';
import { webhookSignature } from '../../zoom/webhook-signature.ts';

export interface Received {
  event: string;
  payload: {
    account_id: string;
    object: {
      uuid: string;
      topic: string;
      recording_files: { file_type: string; download_url: string }[];
    };
  };
  download_token: string;
}

/** An endpoint that takes what is signed with the secret, and answers `status` then. */
export async function signedEndpoint(secret: string, status = 200) {
  const received: Received[] = [];
  const { origin, close } = await listen(0, async ({ headers, body }) => {
    const timestamp = String(headers['x-zm-request-timestamp']);
    if (headers['x-zm-signature'] !== webhookSignature(secret, timestamp, body)) return json(401, {});
    received.push(JSON.parse(body));
    return json(status, {});
  });
  onTestFinished(close);
  return { origin, received };
}
