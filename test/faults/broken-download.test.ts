import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { plugin } from '../../plugin/index.ts';
import { type RunningPlugin, startPlugin } from '../running-plugin.ts';
import { accountWith } from '../zoom/made-up.ts';
import { meeting, vtt } from '../zoom/meetings.ts';

const SYNC_RETRIES = plugin.manifest.hooks.sync.retryLimit;
const SIGNED = { template: '/rec/signed/{file}' };
/** A transcript that could be read, had Zoom not stated that there is more of it. */
const HALF = vtt('Dana Customer: This is the first half.');
const SHORT = {
  status: 200,
  headers: { 'content-length': String(HALF.length + 1000), connection: 'close' },
  body: HALF,
};

let running: RunningPlugin;

beforeAll(async () => {
  running = await startPlugin({ accounts: [accountWith()] });
});
afterAll(() => running.stop());
beforeEach(() => {
  running.zoom.faults.clear();
  running.zoom.clearLog();
});

describe('a transcript that arrives shorter than its stated length', () => {
  it('is not ingested by half, and is whole after the retry', async () => {
    running.zoom.accounts[0]?.recordings.push(meeting('half=='));
    running.zoom.faults.add({ match: SIGNED, respond: SHORT });
    await running.hour();
    expect(await running.passages('half==')).toEqual([]);
    expect(await running.state('half==')).toMatchObject({ state: 'discovered' });
    await running.timeComes();
    expect(await running.passages('half==')).toEqual(['Dana Customer: These are the words of half==']);
  });

  it('at every attempt is a failure with a reason, and the next sync tries again', async () => {
    running.zoom.accounts[0]?.recordings.push(meeting('short=='));
    running.zoom.faults.add({ match: SIGNED, times: Number.POSITIVE_INFINITY, respond: SHORT });
    await running.hour();
    for (let retry = 0; retry < SYNC_RETRIES; retry += 1) await running.timeComes();
    expect(await running.state('short==')).toEqual({ state: 'failed', reason: 'zoom.unreachable' });
    expect(await running.passages('short==')).toEqual([]);
    running.zoom.faults.clear();
    await running.hour();
    expect(await running.passages('short==')).toEqual(['Dana Customer: These are the words of short==']);
  });
});
