import { describe, expect, it } from 'vitest';
import { walkWindow } from '../../../plugin/recordings/window-pages.ts';
import { ZoomError } from '../../../plugin/zoom/errors.ts';
import type { ListedRecording, RecordingPage } from '../../../plugin/zoom/recording.ts';
import { listed } from './made-up.ts';

const WINDOW = { from: '2026-09-15', to: '2026-10-15' };

function page(uuids: readonly string[], change: Partial<RecordingPage> = {}): RecordingPage {
  const recordings = uuids.map((uuid) => listed({ uuid }));
  return { ...WINDOW, totalRecords: null, nextPageToken: null, recordings, unreadable: [], ...change };
}

/** Answers one after the other, whatever is asked, and keeps the tokens it was asked with. */
function zoomSaying(...answers: (RecordingPage | ZoomError)[]) {
  const tokens: (string | null)[] = [];
  const ask = async (_: object, token: string | null) => {
    tokens.push(token);
    const answer = answers[tokens.length - 1];
    if (answer === undefined) throw new Error('Zoom was asked more often than expected.');
    if (answer instanceof ZoomError) throw answer;
    return answer;
  };
  return { tokens, list: () => list(ask) };
}

async function list(ask: Parameters<typeof walkWindow>[1]) {
  const recordings: ListedRecording[] = [];
  const unreadable = await walkWindow(WINDOW, ask, async (page) => void recordings.push(...page));
  return { recordings, unreadable };
}

const uuids = async (listing: ReturnType<typeof list>) => (await listing).recordings.map(({ uuid }) => uuid);
const expired = () => new ZoomError('zoom.page_token_expired', 'The next page token is invalid or expired.');

describe('a listing', () => {
  it('walks all pages, and sends a token only where Zoom gave one', async () => {
    const zoom = zoomSaying(
      page(['a', 'b'], { nextPageToken: 't1', totalRecords: 3 }),
      page(['c'], { totalRecords: 3 }),
    );
    expect(await uuids(zoom.list())).toEqual(['a', 'b', 'c']);
    expect(zoom.tokens).toEqual([null, 't1']);
  });

  it('names a recording once that slipped from one page to the next', async () => {
    const zoom = zoomSaying(page(['a', 'b'], { nextPageToken: 't1' }), page(['b', 'c']));
    expect(await uuids(zoom.list())).toEqual(['a', 'b', 'c']);
  });

  it('keeps the occurrences of one numeric id apart', async () => {
    const { recordings } = await zoomSaying(page(['a', 'b', 'c'])).list();
    expect(new Set(recordings.map(({ meetingId }) => meetingId)).size).toBe(1);
    expect(recordings).toHaveLength(3);
  });

  it.each([
    ['from later than asked', { from: '2026-09-16' }],
    ['from a moment later than asked', { from: '2026-09-16T00:00:00Z' }],
    ['to days earlier than asked', { to: '2026-10-13' }],
  ])('that Zoom answers %s is an error, for it would pass for whole', async (_, echoed) => {
    await expect(zoomSaying(page(['a'], echoed)).list()).rejects.toMatchObject({
      code: 'zoom.incomplete_listing',
      retry: 'now',
    });
  });

  it.each([
    ['the very dates', WINDOW],
    ['dates further apart', { from: '2026-09-14', to: '2026-10-16' }],
    ['no dates', { from: null, to: null }],
    ['the last day left out, on which nothing can be missing', { to: '2026-10-14' }],
  ])('that Zoom answers with %s is taken', async (_, echoed) => {
    expect(await uuids(zoomSaying(page(['a'], echoed)).list())).toEqual(['a']);
  });

  it('that holds fewer recordings than Zoom counts is an error', async () => {
    const zoom = zoomSaying(
      page(['a'], { nextPageToken: 't1', totalRecords: 3 }),
      page(['b'], { totalRecords: 3 }),
    );
    await expect(zoom.list()).rejects.toThrow(/2 of 3/);
  });

  it('counts rows that cannot be read as listed, and reports them', async () => {
    const listing = await zoomSaying(page(['a'], { totalRecords: 2, unreadable: ['uuid'] })).list();
    expect(listing.unreadable).toEqual(['uuid']);
    expect(listing.recordings).toHaveLength(1);
  });

  it('that repeats a page token is an error instead of an endless loop', async () => {
    const again = page(['a'], { nextPageToken: 't1' });
    await expect(zoomSaying(again, again, again).list()).rejects.toThrow(/repeats/);
  });

  it('that never ends is given up', async () => {
    let count = 0;
    const endless = list(async () => page([], { nextPageToken: String(count++) }));
    await expect(endless).rejects.toMatchObject({ code: 'zoom.incomplete_listing' });
  });

  it('begins again when its page token dies, and has no recording twice', async () => {
    const zoom = zoomSaying(
      page(['a', 'b'], { nextPageToken: 't1' }),
      expired(),
      page(['a', 'b'], { nextPageToken: 't2' }),
      page(['c']),
    );
    expect(await uuids(zoom.list())).toEqual(['a', 'b', 'c']);
    expect(zoom.tokens).toEqual([null, 't1', null, 't2']);
  });

  it('fails when its page tokens keep dying', async () => {
    const first = page(['a'], { nextPageToken: 't1' });
    const zoom = zoomSaying(first, expired(), first, expired(), first, expired());
    await expect(zoom.list()).rejects.toMatchObject({ code: 'zoom.page_token_expired' });
  });

  it('does not hide any other failure', async () => {
    const limit = new ZoomError('zoom.rate_limited', 'Too many.');
    await expect(zoomSaying(limit).list()).rejects.toBe(limit);
  });
});
