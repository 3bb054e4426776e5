import { ZoomError } from '../zoom/errors.ts';
import type { ListedRecording, RecordingPage } from '../zoom/recording.ts';
import type { Window } from './windows.ts';

/** Asks for one page of a window. */
export type AskPage = (window: Window, pageToken: string | null) => Promise<RecordingPage>;

export interface WindowListing {
  readonly recordings: readonly ListedRecording[];
  /** Rows without a uuid or a start: they cannot be kept, only reported. */
  readonly unreadable: readonly string[];
}

/** At 300 rows a page, more than an account holds in thirty days; a listing this long is going in circles. */
const MAX_PAGES = 500;
/** A page token lives for fifteen minutes; a window that outlives it twice will not get through a third time. */
const MAX_RESTARTS = 2;

/**
 * All recordings of one window, each once. A listing that is short of what Zoom announced, or of the dates asked
 * for, is an error: half a listing looks like meetings that never were.
 */
export async function listWindow(window: Window, ask: AskPage): Promise<WindowListing> {
  for (let restarts = 0; ; restarts += 1) {
    try {
      return await walkPages(window, ask);
    } catch (error) {
      const expired = error instanceof ZoomError && error.code === 'zoom.page_token_expired';
      if (!expired || restarts === MAX_RESTARTS) throw error;
    }
  }
}

async function walkPages(window: Window, ask: AskPage): Promise<WindowListing> {
  const found = new Map<string, ListedRecording>();
  const unreadable: string[] = [];
  const seenTokens = new Set<string>();
  let rows = 0;
  let token: string | null = null;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page: RecordingPage = await ask(window, token);
    checkDates(window, page);
    for (const recording of page.recordings) found.set(recording.uuid, recording);
    unreadable.push(...page.unreadable);
    rows += page.recordings.length + page.unreadable.length;
    token = page.nextPageToken;
    if (token === null) {
      checkTotal(window, page, rows);
      return { recordings: [...found.values()], unreadable };
    }
    if (seenTokens.has(token)) throw incomplete(window, 'it repeats a page');
    seenTokens.add(token);
  }
  throw incomplete(window, 'it does not end');
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
