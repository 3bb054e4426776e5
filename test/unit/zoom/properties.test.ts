import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorOf } from '../../../plugin/zoom/answer-errors.ts';
import { ENDPOINTS, type EndpointName, endpointPath } from '../../../plugin/zoom/endpoints.ts';
import { ZoomError } from '../../../plugin/zoom/errors.ts';

const NOW = new Date('2026-10-15T12:00:00Z');

/** Zoom's UUIDs: base64, where slashes and plus signs are letters like any other. */
const uuid = fc.stringMatching(/^[A-Za-z0-9+/]{1,22}={0,2}$/);
const endpoint = fc.constantFrom(...(Object.keys(ENDPOINTS) as EndpointName[]));
const headers = fc.dictionary(
  fc.constantFrom('retry-after', 'x-ratelimit-type', 'x-ratelimit-limit', 'content-type'),
  fc.oneof(
    fc.string(),
    fc.constantFrom('3', '99999999', 'QPS', 'Daily-limit', '2026-10-16T00:00:00Z', '9999-01-01T00:00:00Z'),
  ),
);
const body = fc.oneof(
  fc.anything(),
  fc.record({ code: fc.oneof(fc.integer(), fc.string()), message: fc.anything(), errors: fc.anything() }),
);

describe('the path of any meeting', () => {
  it('decodes to its uuid, and holds no slash of the uuid’s', () => {
    fc.assert(
      fc.property(uuid, (id) => {
        const segment = endpointPath('recordingFiles', { uuid: id })
          .replace('/v2/meetings/', '')
          .replace(/\/recordings$/, '');
        const twice = id.startsWith('/') || id.includes('//');
        expect(segment).not.toContain('/');
        expect(twice ? decodeURIComponent(decodeURIComponent(segment)) : decodeURIComponent(segment)).toBe(
          id,
        );
      }),
    );
  });
});

describe('any answer of Zoom’s', () => {
  const answer = fc.record({ status: fc.integer({ min: 100, max: 599 }), headers, body });

  it('is a success or an error with a code, a retry and advice, and never an exception', () => {
    fc.assert(
      fc.property(endpoint, answer, (name, given) => {
        const error = errorOf(name, given, NOW);
        if (error === undefined) {
          expect(given.status).toBeLessThan(300);
          return;
        }
        expect(error).toBeInstanceOf(ZoomError);
        expect(error.code).toMatch(/^zoom\./);
        expect(error.advice).not.toBe('');
        if (!error.retryAt) return;
        // No answer can hold a connection back for longer than a day and a bit, or call it back at once.
        expect(error.retryAt.getTime()).toBeGreaterThan(NOW.getTime());
        expect(error.retryAt.getTime()).toBeLessThanOrEqual(NOW.getTime() + 25 * 3_600_000);
      }),
    );
  });

  it('with a status of Zoom’s own trouble is tried again, whatever it says', () => {
    fc.assert(
      fc.property(endpoint, fc.integer({ min: 500, max: 599 }), body, (name, status, said) => {
        expect(errorOf(name, { status, headers: {}, body: said }, NOW)).toMatchObject({
          code: 'zoom.unreachable',
          retry: 'now',
        });
      }),
    );
  });
});
