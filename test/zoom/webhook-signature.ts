import { createHmac } from 'node:crypto';

const hmac = (secretToken: string, message: string): string =>
  createHmac('sha256', secretToken).update(message, 'utf8').digest('hex');

/** `x-zm-signature`: over the version, the timestamp header (seconds) and the body's own bytes. */
export const webhookSignature = (secretToken: string, timestamp: string, rawBody: string): string =>
  `v0=${hmac(secretToken, `v0:${timestamp}:${rawBody}`)}`;

/** What an endpoint must answer to URL validation, in lowercase hex. */
export const encryptedToken = (secretToken: string, plainToken: string): string =>
  hmac(secretToken, plainToken);
