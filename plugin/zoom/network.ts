/** Which hosts a request may go to. The patterns come from the deployment; the defaults are the manifest's. */

interface HostRule {
  readonly protocol: 'https:' | 'http:' | 'loopback';
  readonly host: RegExp;
  readonly port: string | null;
}

/**
 * True if one of the patterns allows the URL. A pattern is `host`, `*.host`, `host:port` or `host:*`, with `http://`
 * in front for plain HTTP. Without a scheme only https is meant, except for loopback addresses named outright.
 */
export function isAllowed(url: URL, patterns: readonly string[]): boolean {
  return patterns.map(readRule).some((rule) => matches(url, rule));
}

function readRule(pattern: string): HostRule {
  const [, scheme, name = '', port] =
    /^(?:(https?):\/\/)?(\[[^\]]+\]|[^:/]*)(?::(\*|\d+))?\/?$/.exec(pattern.trim()) ?? [];
  const host = new RegExp(`^${name.toLowerCase().split('*').map(literally).join('[a-z0-9.-]+')}$`);
  const schemeless = isLoopback(name) ? 'loopback' : 'https:';
  return {
    protocol: scheme === 'http' ? 'http:' : scheme === 'https' ? 'https:' : schemeless,
    host,
    port: port ?? null,
  };
}

function matches(url: URL, rule: HostRule): boolean {
  if (url.username !== '' || url.password !== '') return false;
  const protocolFits =
    rule.protocol === 'loopback' ? /^https?:$/.test(url.protocol) : url.protocol === rule.protocol;
  const portFits =
    rule.port === '*' ||
    url.port === (rule.port ?? '') ||
    (rule.port === null && rule.protocol === 'loopback');
  return protocolFits && portFits && rule.host.test(url.hostname);
}

function isLoopback(name: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(name);
}

function literally(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
}

/** Zoom's own, and those of its separate cloud for governments. */
const ZOOM_HOSTS = ['zoom.us', '*.zoom.us', '*.zoom.com', 'zoomgov.com', '*.zoomgov.com'];

/**
 * Whether what a redirect of a download has led to is asked once more, with the token. Most such addresses are signed and
 * answer 403 when one comes too, so it is kept back; but some of Zoom's hosts want it. No other host is ever shown it.
 */
export function wantsToken(url: URL, status: number): boolean {
  return (status === 401 || status === 403) && isAllowed(url, ZOOM_HOSTS);
}

/**
 * Where API calls of one connection go. Zoom may name a regional `api_url` in a token answer; it is followed only
 * from one real Zoom host to another, so that neither a forged answer nor a test Zoom can send tokens elsewhere.
 */
export function apiOrigin(configured: string, stated: string | null): string {
  if (!stated || !URL.canParse(stated)) return configured;
  const both = [new URL(configured), new URL(stated)];
  return both.every((url) => isAllowed(url, ZOOM_HOSTS)) ? new URL(stated).origin : configured;
}
