import { inject, injectable } from 'tsyringe';
import { z } from 'zod';
import type { Host } from '../../contracts/host.ts';
import { AUTHORIZATION } from '../credential-names.ts';
import { HOST } from '../injection.ts';
import { PluginError } from '../plugin-error.ts';
import { ZoomError, type ZoomErrorCode } from './errors.ts';
import type { Grant } from './token-answers.ts';
import { TokenEndpoint } from './token-endpoint.ts';
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

interface Refusal {
  readonly code: ZoomErrorCode;
  /** Of Zoom's own words; the first row that fits decides. */
  readonly said: RegExp;
  readonly message: string;
  readonly advice: string;
}

/** What a refused exchange means: nobody waits for it to heal, so the admin is told at once. */
const REFUSALS: readonly Refusal[] = [
  {
    code: 'zoom.reconnect_needed',
    said: /redirect/i,
    message:
      'Zoom refused the connect, because the redirect address of this Halo is not the one in the Zoom app.',
    advice:
      "Put this Halo's address with /api/integrations/zoom/callback into the Zoom app as redirect URL and into its allow list, then press Connect Zoom again.",
  },
  {
    code: 'zoom.reconnect_needed',
    said: /expired/i,
    message: 'Zoom refused the connect, because its consent page was answered more than five minutes ago.',
    advice: 'Press Connect Zoom again.',
  },
  {
    code: 'zoom.reconnect_needed',
    said: /verifier|challenge/i,
    message: 'Zoom refused the connect, because it was begun in another browser window.',
    advice: 'Press Connect Zoom again and finish it in the same window.',
  },
  {
    code: 'zoom.reconnect_needed',
    said: /(?:)/,
    message:
      'Zoom refused the connect, because the answer of its consent page is not valid or was used before.',
    advice: 'Press Connect Zoom again.',
  },
  {
    code: 'zoom.app_credentials',
    said: /(?:)/,
    message: "Zoom does not accept the app's client id and secret.",
    advice:
      'Ask whoever runs Halo to check ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET, then press Connect Zoom again.',
  },
];

function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof ZoomError)) return undefined;
  return REFUSALS.find(({ code, said }) => code === error.code && said.test(error.message));
}

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
    this.host.signal.throwIfAborted();
    await this.tokens.keep(result.grant);
    return result;
  }

  /** Whether the callback's answer is still there, redeemed or not. */
  async isPending(): Promise<boolean> {
    return (await this.host.credentials.read(AUTHORIZATION)) !== undefined;
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
      const refusal = refusalOf(error);
      throw refusal ? new PluginError('connect.refused', refusal.message, refusal.advice, error) : error;
    }
  }
}
