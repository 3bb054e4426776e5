import { inject, injectable } from 'tsyringe';
import { z } from 'zod';
import type { Host } from '../../contracts/host.ts';
import { AUTHORIZATION } from '../credential-names.ts';
import { HOST } from '../injection.ts';
import { PluginError } from '../plugin-error.ts';
import { ZoomError, type ZoomErrorCode } from './errors.ts';
import { type Grant, TokenEndpoint } from './oauth.ts';
import { Tokens } from './tokens.ts';

const pending = z.object({
  code: z.string(),
  codeVerifier: z.string(),
  redirectUri: z.string(),
  connectedBy: z.string(),
});

const exchanged = z.object({
  grant: z.object({
    accessToken: z.string(),
    refreshToken: z.string(),
    expiresInSeconds: z.number(),
    scope: z.string().nullable(),
    apiUrl: z.string().nullable(),
  }),
  connectedBy: z.string(),
});

/** What a refused exchange means: nobody waits for it to heal, so the admin is told at once. */
const REFUSALS: Partial<Record<ZoomErrorCode, { message: string; advice: string }>> = {
  // The word for a dead grant means here that the code is used up, expired or made for another address.
  'zoom.reconnect_needed': {
    message:
      'Zoom did not accept the answer of its consent page: it is older than five minutes, was used before, or the redirect address differs from the one in the Zoom app.',
    advice:
      'Press Connect Zoom again; if it happens again, compare the redirect address in the Zoom app with the documented one.',
  },
  'zoom.app_credentials': {
    message: "Zoom does not accept the app's client id and secret.",
    advice:
      'Ask whoever runs Halo to check ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET, then press Connect Zoom again.',
  },
};

/** What the callback left: a code that lives for five minutes and can be used once. */
@injectable()
export class PendingAuthorization {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly endpoint: TokenEndpoint,
    private readonly tokens: Tokens,
  ) {}

  /** Exchanges the code and keeps the tokens. Run again after a crash, it goes on with what Zoom answered then. */
  async redeem(): Promise<{ grant: Grant; connectedBy: string }> {
    const result = await this.host.credentials.change(AUTHORIZATION, async (current) => {
      const done = exchanged.safeParse(current);
      if (done.success) return { next: done.data, result: done.data };
      const { connectedBy, ...authorization } = this.#read(current);
      const grant = await this.#exchange(authorization);
      return { next: { grant, connectedBy }, result: { grant, connectedBy } };
    });
    await this.tokens.keep(result.grant);
    return result;
  }

  async forget(): Promise<void> {
    await this.host.credentials.change(AUTHORIZATION, async () => ({ next: null, result: undefined }));
  }

  #read(current: unknown): z.infer<typeof pending> {
    const read = pending.safeParse(current);
    if (read.success) return read.data;
    throw new PluginError(
      'connect.not_begun',
      'There is no answer from Zoom to connect with.',
      'Open Integrations > Zoom and press Connect Zoom.',
    );
  }

  async #exchange({
    code,
    codeVerifier,
    redirectUri,
  }: Omit<z.infer<typeof pending>, 'connectedBy'>): Promise<Grant> {
    try {
      return await this.endpoint.exchange(code, codeVerifier, redirectUri);
    } catch (error) {
      const refusal = error instanceof ZoomError ? REFUSALS[error.code] : undefined;
      throw refusal ? new PluginError('connect.refused', refusal.message, refusal.advice, error) : error;
    }
  }
}
