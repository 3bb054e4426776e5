import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { build } from './build.ts';
import { run } from './command.ts';

const bench = (...args: string[]) => run(args, {}, { script: 'bench' });

const byEndpoint = z.record(z.string(), z.number());
const requestFigures = z.object({
  perMeeting: z.number(),
  perMeetingBare: z.number(),
  byEndpoint,
  byEndpointBare: byEndpoint,
  listing: z.number(),
});

beforeAll(build);

describe('npm run bench', () => {
  it('ends in one plain sentence where there is no such bench', async () => {
    const { code, stdout, stderr } = await bench('parsing', '--json');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^There is no bench named parsing \(known: pacing, requests[^.]*\)\.\n$/);
  });

  it('counts, in one JSON line, at most three requests a meeting, and its download alone without optional scopes', async () => {
    const { code, stdout, stderr } = await bench('requests', '--quick', '--json');
    expect({ code, lines: stdout.trimEnd().split('\n').length }, stderr).toEqual({ code: 0, lines: 1 });
    const figures = requestFigures.parse(JSON.parse(stdout));
    expect(figures.perMeeting).toBeLessThanOrEqual(3);
    expect(figures.byEndpoint).toMatchObject({
      'GET /v2/past_meetings/{id}/participants': 1,
      'GET /v2/meetings/{id}': 1,
    });
    expect(figures.perMeetingBare).toBe(1);
    expect(figures.byEndpointBare).toEqual({ 'GET /rec/download/{file}': 1 });
    expect(figures.listing).toBeGreaterThan(0);
  });
});
