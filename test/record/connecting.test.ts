import { describe, expect, it } from 'vitest';
import { connectAndBringIn } from '../../scripts/record/connecting.ts';
import { consent } from '../../scripts/start/consent.ts';
import { recordFixtures } from './recording.ts';

const { signal: never } = new AbortController();

describe('a Zoom whose consent page waits for a person', () => {
  it('is recorded once somebody has opened the address and chosen Allow', async () => {
    const { session, outcome } = await recordFixtures({
      most: 4,
      connect: async (halo) => {
        const recording = connectAndBringIn(halo, { byPerson: true, stopping: never });
        await consent(halo);
        await recording;
      },
    });
    expect(session.exchanges.length).toBeGreaterThan(5);
    expect(outcome?.recordings).toHaveLength(4);
  });

  it('is waited for no longer when the command is told to stop', async () => {
    const stopping = AbortSignal.abort();
    const connect = (halo: Parameters<typeof consent>[0]) =>
      connectAndBringIn(halo, { byPerson: true, stopping });
    await expect(recordFixtures({ connect })).rejects.toThrow(/Stopped before Zoom was connected/);
  });
});
