import { describe, expect, it } from 'vitest';
import { apiOrigin, isAllowed, wantsToken } from '../../../plugin/zoom/network.ts';
import manifest from '../../../plugin.manifest.json' with { type: 'json' };

const DEFAULTS = manifest.network.download;
const LOCAL = ['http://127.0.0.1:*'];

describe('a download', () => {
  it.each([
    'https://zoom.us/rec/download/x',
    'https://us06web.zoom.us/rec/download/x',
    'https://ssrweb.zoom.us/cmr/replay/x?Signature=y',
    'https://file-paa.zoom.com/x',
    'https://US06WEB.ZOOM.US/rec/download/x',
    'https://us06web.zoom.us:443/rec/download/x',
  ])('may come from %s', (url) => {
    expect(isAllowed(new URL(url), DEFAULTS)).toBe(true);
  });

  it.each([
    ['another domain', 'https://example.com/x'],
    ['a look-alike', 'https://notzoom.us/x'],
    ['a domain that begins like Zoom’s', 'https://zoom.us.example.com/x'],
    ['a domain with a trailing dot', 'https://us06web.zoom.us./x'],
    ['a name without its subdomain where one is asked for', 'https://zoom.com/x'],
    ['plain HTTP', 'http://us06web.zoom.us/x'],
    ['another scheme', 'ftp://us06web.zoom.us/x'],
    ['a file', 'file:///etc/passwd'],
    ['another port', 'https://us06web.zoom.us:8443/x'],
    ['an IPv4 address', 'https://93.184.216.34/x'],
    ['an IPv4 address in disguise', 'https://0x7f.1/x'],
    ['an IPv6 address', 'https://[2606:2800:220:1::1]/x'],
    ['the cloud’s metadata service', 'http://169.254.169.254/latest/meta-data'],
    ['this machine', 'http://127.0.0.1:8080/x'],
    ['a user in front of the host', 'https://user@us06web.zoom.us/x'],
    ['a host that is really a user', 'https://us06web.zoom.us:x@example.com/'],
  ])('may not come from %s', (_, url) => {
    expect(isAllowed(new URL(url), DEFAULTS)).toBe(false);
  });
});

describe('plain HTTP', () => {
  it.each([
    ['http://127.0.0.1:4321/x', LOCAL, true],
    ['https://127.0.0.1:4321/x', LOCAL, false],
    ['http://127.0.0.2:4321/x', LOCAL, false],
    ['http://localhost:4321/x', LOCAL, false],
    ['http://127.0.0.1:4321/x', ['http://127.0.0.1:4321'], true],
    ['http://127.0.0.1:4322/x', ['http://127.0.0.1:4321'], false],
    ['http://127.0.0.1:4321/x', ['127.0.0.1'], true],
    ['http://[::1]:4321/x', ['[::1]:*'], true],
    ['http://zoom.test/x', ['http://zoom.test'], true],
    ['http://zoom.test/x', ['zoom.test'], false],
    ['https://zoom.test/x', ['https://zoom.test/'], true],
    ['http://127.0.0.1/x', [], false],
    ['http://127.0.0.1/x', [''], false],
  ])('to %s with the patterns %j is allowed: %j', (url, patterns, allowed) => {
    expect(isAllowed(new URL(url), patterns)).toBe(allowed);
  });
});

describe('the api_url of a token answer', () => {
  const ZOOM = 'https://api.zoom.us';

  it.each([
    ['https://api-eu.zoom.us', 'https://api-eu.zoom.us'],
    ['https://api.zoomgov.com/v2', 'https://api.zoomgov.com'],
    ['https://api.zoom.us.example.com', ZOOM],
    ['http://api-eu.zoom.us', ZOOM],
    ['https://127.0.0.1', ZOOM],
    ['no url', ZOOM],
    ['', ZOOM],
    [null, ZOOM],
  ])('%j makes the real Zoom be asked at %s', (stated, origin) => {
    expect(apiOrigin(ZOOM, stated)).toBe(origin);
  });

  it('does not lead from a test Zoom to the real one, nor anywhere else', () => {
    expect(apiOrigin('http://127.0.0.1:4321', 'https://api.zoom.us')).toBe('http://127.0.0.1:4321');
    expect(apiOrigin('http://127.0.0.1:4321', 'http://127.0.0.1:9999')).toBe('http://127.0.0.1:4321');
  });
});

describe('an address that a download was led on to', () => {
  it.each([
    ['https://ssrweb.zoom.us/cmr/replay/x?Signature=y', 401, true],
    ['https://ssrweb.zoom.us/cmr/replay/x?Signature=y', 403, true],
    ['https://file-paa.zoom.com/x', 401, true],
    ['https://us01web.zoomgov.com/x', 401, true],
    ['https://ssrweb.zoom.us/x', 200, false],
    ['https://ssrweb.zoom.us/x', 404, false],
    ['https://files.example.com/x', 401, false],
    ['https://ssrweb.zoom.us.example.com/x', 401, false],
    ['http://ssrweb.zoom.us/x', 401, false],
    ['http://127.0.0.1:4321/x', 401, false],
  ])('%s is shown the token after it has answered %i: %j', (url, status, shown) => {
    expect(wantsToken(new URL(url), status)).toBe(shown);
  });
});
