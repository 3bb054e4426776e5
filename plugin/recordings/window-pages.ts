import { ZoomError } from '../zoom/errors.ts';
import type { ListedRecording, RecordingPage } from '../zoom/recording.ts';
import type { Window } from './windows.ts';

/** Asks for one page of a window. */
export type AskPage = (window: Window, pageToken: string | null) => Promise<RecordingPage>;

/** Takes what one page lists, before the next one is asked for. Quick: a page token lives for fifteen minutes. */
export type KeepPage = (recordings: readonly ListedRecording[]) => Promise<void>;

/** At 300 rows a page, more than an account holds in thirty days; a listing this long is going in circles. */
const MAX_PAGES = 500;
/** A window that outlives its page tokens twice will not get through a third time. */
const MAX_RESTARTS = 2;

/**
 * Walks all pages of one window. A listing that is short of what Zoom announced, or of the dates asked for, is an
 * error: half a listing looks like meetings that never were. Every recording is handed over once, whatever
 * Zoom repeats. Returns the fields that made rows unreadable: without a uuid or a start they cannot be kept, only
 * reported.
 */
export async function walkWindow(window: Window, ask: AskPage, keep: KeepPage): Promise<string[]> {
  const kept = new Set<string>();
  const keepNew: KeepPage = async (recordings) => {
    const fresh = onceEach(recordings).filter(({ uuid }) => !kept.has(uuid));
    await keep(fresh);
    for (const { uuid } of fresh) kept.add(uuid);
  };
  for (let restarts = 0; ; restarts += 1) {
    try {
      return await walkPages(window, ask, keepNew);
    } catch (error) {
      const expired = error instanceof ZoomError && error.code === 'zoom.page_token_expired';
      if (!expired || restarts === MAX_RESTARTS) throw error;
    }
  }
}

async function walkPages(window: Window, ask: AskPage, keep: KeepPage): Promise<string[]> {
  const unreadable: string[] = [];
  const seenTokens = new Set<string>();
  let rows = 0;
  let token: string | null = null;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page: RecordingPage = await ask(window, token);
    checkDates(window, page);
    rows += page.recordings.length + page.unreadable.length;
    unreadable.push(...page.unreadable);
    token = page.nextPageToken;
    if (token !== null && seenTokens.has(token)) throw incomplete(window, 'it repeats a page');
    await keep(page.recordings);
    if (token === null) {
      checkTotal(window, page, rows);
      return unreadable;
    }
    seenTokens.add(token);
  }
  throw incomplete(window, 'it does not end');
}

function onceEach(recordings: readonly ListedRecording[]): ListedRecording[] {
  return [...new Map(recordings.map((recording) => [recording.uuid, recording])).values()];
}

/** Zoom answers a range it does not like with a narrower one, and echoes what it really used. */
function checkDates(window: Window, page: RecordingPage): void {
  const from = page.from?.slice(0, 10);
  const to = page.to?.slice(0, 10);
  if (from && from > window.from) throw incomplete(window, `it begins on ${from} only`);
  // The day after the last one asked for has nothing that could be missing.
  if (to && to < window.to && to < dayBefore(window.to)) throw incomplete(window, `it ends on ${to} already`);
}

function checkTotal(window: Window, page: RecordingPage, rows: number): void {
  if (page.totalRecords !== null && rows < page.totalRecords) {
    throw incomplete(window, `it holds ${rows} of ${page.totalRecords} recordings`);
  }
}

function incomplete({ from, to }: Window, what: string): ZoomError {
  return new ZoomError(
    'zoom.incomplete_listing',
    `Zoom's listing of ${from} to ${to} cannot be trusted: ${what}.`,
  );
}

function dayBefore(date: string): string {
  return new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
}
