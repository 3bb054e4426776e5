import { describe, expect, it } from 'vitest';
import type { Stats } from '../../../contracts/generated/stats-output.ts';
import { Connection } from '../../halo/page/connection.tsx';
import { manifest, statsWith } from './made-up-plugin.ts';

const NOW = new Date('2026-03-20T10:00:00Z');

function panel(health: Partial<Stats['health']>, mayChange = true): string {
  return String(Connection({ manifest, stats: statsWith(health), ingest: true, mayChange, now: NOW }));
}

describe('the head of the page', () => {
  it.each([
    ['disconnected', 'Connect Zoom', 'Connect Zoom to bring in recorded meetings'],
    ['connecting', 'Sync now', 'The first sync starts in a moment.'],
    ['connected', 'Sync now', 'There is nothing to do.'],
    ['degraded', 'Reconnect Zoom', 'Some permissions were not granted'],
    ['reconnect_needed', 'Reconnect Zoom', 'Zoom no longer accepts this connection'],
    ['deauthorized', 'Connect Zoom', 'Halo holds no access to Zoom any more'],
  ] as const)('says of a connection that is %s what to do next', (state, button, next) => {
    const head = panel({ state });
    expect(head).toContain(button);
    expect(head).toContain(next);
  });

  it('warns of what will break, and says what to do about it', () => {
    const code = 'webhook_validation_old' as const;
    const warning = { code, message: 'It was long ago.', advice: 'Press Validate & wait.' };
    expect(panel({ state: 'connected', warnings: [warning] })).toContain(
      '<strong>It was long ago.</strong> Press Validate &amp; wait.',
    );
  });

  it('says who connected which account, in whose name', () => {
    const head = panel({
      ...{ state: 'connected', zoomAccountId: 'account-1', zoomUser: 'sam@ours.example' },
      ...{ connectedBy: 'dana', connectedAt: '2026-03-17T10:00:00.000Z' },
    });
    expect(head).toContain('<code>account-1</code>');
    expect(head).toContain('In the name of sam@ours.example');
    expect(head).toMatch(/Connected by dana <time [^>]*>3 days ago/);
  });

  it('says of an app that was removed in Zoom when its data goes, and offers to delete it now', () => {
    const removed = { state: 'deauthorized', purgeAt: '2026-10-25T12:00:00.000Z' } as const;
    expect(panel(removed)).toMatch(/is deleted on <time datetime="2026-10-25T12:00:00.000Z"/);
    expect(panel(removed)).toContain('Delete it all now');
    expect(panel(removed, false)).not.toContain('Delete it all now');
  });

  it('says so when no worker has told how the connection stands', () => {
    const head = Connection({ manifest, stats: undefined, ingest: true, mayChange: true, now: NOW });
    expect(String(head)).toContain('No worker answered');
    expect(String(head)).not.toContain('<form');
  });
});
