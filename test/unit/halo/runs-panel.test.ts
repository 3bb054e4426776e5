import { describe, expect, it } from 'vitest';
import type { RunRow } from '../../halo/overview.ts';
import { Runs } from '../../halo/page/runs.tsx';
import { manifest } from './made-up-plugin.ts';

const NOW = new Date('2026-03-20T10:00:00Z');

const RUN: RunRow = {
  ...{ id: 'r1', scope: 'catch_up', trigger: 'manual', state: 'done', phase: null, startedAt: NOW },
  ...{ found: 0, done: 0, listed: 0, ingested: 0, unchanged: 0, skipped: 0, failed: 0, removed: 0 },
  ...{ finishedAt: null, startedBy: null, error: null, advice: null, reasons: null, failures: [] },
};

function panel(run: Partial<RunRow>, mayChange = true): string {
  const runs = [{ ...RUN, ...run }];
  return String(Runs({ manifest, runs, mayChange, paused: false, now: NOW }));
}

describe('a sync is shown', () => {
  it('with who started it, how long it took and what came of it', () => {
    const html = panel({
      startedBy: 'dana',
      startedAt: new Date('2026-03-01T10:00:00Z'),
      finishedAt: new Date('2026-03-01T10:02:05Z'),
      ...{ ingested: 3, unchanged: 40, skipped: 2, removed: 1 },
      reasons: { filter_webinar: 2 },
    });
    expect(html).toContain('by dana · took 2 minutes 5 seconds');
    expect(html).toContain('3 brought in, 40 unchanged, 2 not brought in, 1 meeting deleted');
    expect(html).toContain('2 × The settings leave out webinars.');
  });

  it('that runs with how far it has come, and lets it be cancelled by those who may', () => {
    const running = { state: 'running', phase: 'ingesting', found: 200, done: 50 };
    expect(panel(running)).toMatch(/<progress [^>]*value="50" max="200"/);
    expect(panel(running)).toContain('Bringing recordings in: 50 of 200');
    expect(panel(running)).toMatch(/<input type="hidden" name="runId" value="r1"/);
    expect(panel(running, false)).not.toContain('name="runId"');
  });

  it('that runs with how long the rest takes, once enough is done to tell', () => {
    const begun = {
      state: 'running',
      phase: 'ingesting',
      found: 200,
      startedAt: new Date('2026-03-20T09:50:00Z'),
    };
    expect(panel({ ...begun, done: 50 })).toContain('50 of 200, about 30 minutes left');
    expect(panel({ ...begun, done: 4 })).not.toContain('left');
  });

  it('that is still listing without an end in sight', () => {
    const html = panel({ state: 'running', phase: 'listing', found: 20, done: 5 });
    expect(html).toContain('Looking through what Zoom holds: 20 found so far, 5 done');
    expect(html).not.toMatch(/<progress [^>]*value/);
  });

  it('that was cancelled as that', () => {
    const html = panel({ state: 'cancelled', skipped: 7, reasons: { cancelled: 7 } });
    expect(html).toContain('>Cancelled</span>');
    expect(html).toContain('7 × The sync was cancelled before its turn came. The next sync brings it in.');
  });

  it('that failed with its error and what to do, and so its recordings', () => {
    const html = panel({
      ...{ state: 'failed', error: 'Zoom is away.', advice: 'Come back later.', failed: 9 },
      reasons: { 'zoom.not_permitted': 9 },
      failures: [
        {
          ...{ uuid: 'u2', topic: 'Kick-off', reason: 'zoom.not_permitted' },
          advice: 'Check the role in Zoom.',
        },
      ],
    });
    expect(html).toMatch(/Zoom is away\.<\/span> Come back later\./);
    expect(html).toContain('9 × The connected Zoom user may not read it.</summary>');
    expect(html).toMatch(/<p>Check the role in Zoom\.<\/p>.*<li>Kick-off<\/li><li>and 8 more<\/li>/);
  });

  it('that deleted with how many meetings it took out', () => {
    const html = panel({ scope: 'purge', trigger: 'deauthorized', removed: 7 });
    expect(html).toContain('<strong>Deletion</strong>');
    expect(html).toContain('7 meetings deleted');
    expect(html).toContain('because the app was removed in Zoom');
  });
});
