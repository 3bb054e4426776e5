import type { Migration } from '../../../contracts/host.ts';

/** What else is known of a transcript than its words. */
export const transcriptFacts: Migration = {
  id: '0005-transcript-facts',
  sql: `
alter table zoom.transcripts
  -- null where it came in before this was kept
  add column origin text check (origin in ('transcript', 'captions', 'companion')),
  -- ISO 639-1, as the words tell; null where they do not
  add column language text,
  -- cues that could not be read as they stood
  add column problems integer not null default 0,
  -- how often something of each kind was redacted; what it was is kept nowhere
  add column redactions jsonb not null default '{}';
`,
};
