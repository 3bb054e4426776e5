import type { RecordingFile, ZoomAccount, ZoomRecording } from './account.ts';
import type { Clock } from './clock.ts';
import { bearerOf, html, redirect, type ZoomReply, type ZoomRequest, zoomError } from './exchange.ts';
import type { Grants } from './grants.ts';
import type { OpaqueStrings } from './opaque.ts';
import type { Route } from './routes.ts';
import { holdsScope } from './scopes.ts';

const SIGNED_LIFE_MS = 5 * 60_000;

/** API answers and webhooks give different addresses of the same file. */
export type DownloadKind = 'download' | 'webhook_download';

type Held = { account: ZoomAccount; recording: ZoomRecording } & (
  | { file: RecordingFile }
  | { companion: true }
);

const LOGIN_PAGE =
  '<!doctype html><html><head><title>Sign In - Zoom</title></head><body><h1>Sign In</h1></body></html>';
const HOST_ONLY_PAGE =
  '<!doctype html><html><head><title>Zoom</title></head><body><p>Only the host can download this recording.</p></body></html>';

/** Hands out download addresses and tokens, and answers them over two origins. */
export class Downloads {
  readonly #clock: Clock;
  readonly #opaque: OpaqueStrings;
  readonly #grants: Grants;
  readonly #accounts: readonly ZoomAccount[];
  readonly #origins: { web: string; signed: string };
  readonly #held = new Map<string, Held>();
  readonly #tokens = new Map<string, { uuid: string; expires: number }>();
  readonly #signed = new Map<string, { content: string; type: string; expires: number }>();

  constructor(parts: {
    clock: Clock;
    opaque: OpaqueStrings;
    grants: Grants;
    accounts: readonly ZoomAccount[];
    origins: { web: string; signed: string };
  }) {
    this.#clock = parts.clock;
    this.#opaque = parts.opaque;
    this.#grants = parts.grants;
    this.#accounts = parts.accounts;
    this.#origins = parts.origins;
  }

  url(recording: ZoomRecording, file: RecordingFile, kind: DownloadKind): string {
    const name = this.#opaque.of(kind, recording.uuid, recording.files.indexOf(file));
    if (!this.#held.has(name)) this.#held.set(name, { account: this.#accountOf(recording), recording, file });
    return `${this.#origins.web}/rec/${kind}/${name}`;
  }

  companionUrl(recording: ZoomRecording): string {
    const name = this.#opaque.of('companion', recording.uuid);
    this.#held.set(name, { account: this.#accountOf(recording), recording, companion: true });
    return `${this.#origins.web}/rec/download/${name}`;
  }

  shareUrl(recording: ZoomRecording): string {
    return `${this.#origins.web}/rec/share/${this.#opaque.of('share', recording.uuid)}`;
  }

  playUrl(recording: ZoomRecording, file: RecordingFile): string {
    return `${this.#origins.web}/rec/play/${this.#opaque.of('play', recording.uuid, recording.files.indexOf(file))}`;
  }

  /** A token that opens the files of one recording only. */
  issueToken(recording: ZoomRecording, seconds: number): string {
    const token = this.#opaque.nextToken('download', { aud: 'https://file.zoom.us', uuid: recording.uuid });
    this.#tokens.set(token, { uuid: recording.uuid, expires: this.#clock.now().getTime() + seconds * 1000 });
    return token;
  }

  get webRoutes(): Route[] {
    const handle = (request: ZoomRequest) => this.#download(request);
    return [
      { method: 'GET', template: '/rec/download/{file}', handle },
      { method: 'GET', template: '/rec/webhook_download/{file}', handle },
    ];
  }

  get signedRoutes(): Route[] {
    return [{ method: 'GET', template: '/rec/signed/{file}', handle: (request) => this.#deliver(request) }];
  }

  /** A token that is missing, dead or not meant for the file gets Zoom's sign-in page with status 200, not a 401. */
  #download(request: ZoomRequest): ZoomReply {
    const held = this.#held.get(request.params.file ?? '');
    const token = bearerOf(request);
    if (!held || token === undefined || !this.#opens(token, held)) return html(200, LOGIN_PAGE);
    if (held.recording.state !== 'listed' && 'file' in held) return html(200, LOGIN_PAGE);
    if (held.recording.restricted) return html(200, HOST_ONLY_PAGE);
    const name = this.#opaque.next('signed');
    const expires = this.#clock.now().getTime() + SIGNED_LIFE_MS;
    this.#signed.set(name, { ...contentOf(held), expires });
    return redirect(`${this.#origins.signed}/rec/signed/${name}?Expires=${Math.floor(expires / 1000)}`);
  }

  #opens(token: string, held: Held): boolean {
    const own = this.#tokens.get(token);
    if (own) return own.uuid === held.recording.uuid && own.expires > this.#clock.now().getTime();
    const grant = this.#grants.find(token);
    if (!grant || !this.#grants.isLive(grant) || grant.account.id !== held.account.id) return false;
    return holdsScope(grant.scopes, 'cloud_recording:read:recording');
  }

  /** A pre-signed address refuses a request that signs itself a second time. */
  #deliver(request: ZoomRequest): ZoomReply {
    const signed = this.#signed.get(request.params.file ?? '');
    if (request.headers.authorization !== undefined)
      return zoomError(403, 403, 'Only one auth mechanism allowed.');
    if (!signed || signed.expires <= this.#clock.now().getTime())
      return zoomError(403, 403, 'Request has expired.');
    return { status: 200, headers: { 'content-type': signed.type }, body: signed.content };
  }

  #accountOf(recording: ZoomRecording): ZoomAccount {
    const account = this.#accounts.find((each) => each.recordings.includes(recording));
    if (!account) throw new Error(`No account holds the recording ${recording.uuid}`);
    return account;
  }
}

const CONTENT_TYPES: Record<string, string> = {
  VTT: 'text/vtt;charset=UTF-8',
  TXT: 'text/plain;charset=UTF-8',
  JSON: 'application/json;charset=UTF-8',
};

function contentOf(held: Held): { content: string; type: string } {
  if ('companion' in held)
    return { content: held.recording.companionTranscript?.content ?? '', type: CONTENT_TYPES.VTT ?? '' };
  return {
    content: held.file.content ?? '',
    type: CONTENT_TYPES[held.file.extension] ?? 'application/octet-stream',
  };
}
