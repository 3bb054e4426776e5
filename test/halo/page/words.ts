import type { Stats } from '../../../contracts/generated/stats-output.ts';
import type { SourceKind } from '../knowledge/sources.ts';

type ConnectionState = Stats['health']['state'];

/** How something stands, for its colour. */
export type Tone = 'good' | 'busy' | 'warning' | 'bad' | 'quiet';

export interface Standing {
  readonly label: string;
  readonly tone: Tone;
  /** What it means, and what to do next if anything. */
  readonly next: string;
}

/** The words of an integration stand for any: `{name}` is its name in the manifest. */
export function worded(words: string, { name }: { readonly name: string }): string {
  return words.replaceAll('{name}', name);
}

export const CONNECTION: Readonly<Record<ConnectionState, Standing>> = {
  connected: {
    label: 'Connected',
    tone: 'good',
    next: 'New recordings come in by themselves. There is nothing to do.',
  },
  connecting: {
    label: 'Connecting',
    tone: 'busy',
    next: '{name} has agreed. The first sync starts in a moment.',
  },
  degraded: {
    label: 'Connected, with less than asked for',
    tone: 'warning',
    next: 'Some permissions were not granted, so some meetings link to fewer customers. Reconnect to grant them.',
  },
  reconnect_needed: {
    label: 'Reconnect needed',
    tone: 'bad',
    next: '{name} no longer accepts this connection. Reconnect, and the sync goes on where it stopped.',
  },
  disconnected: {
    label: 'Not connected',
    tone: 'quiet',
    next: 'Connect {name} to bring in recorded meetings and what customers said in them.',
  },
  deauthorized: {
    label: 'Removed in {name}',
    tone: 'bad',
    next: 'Halo holds no access to {name} any more. Connect again to go on.',
  },
};

export const WEBHOOK: Readonly<Record<Stats['health']['webhook'], string>> = {
  app: '{name} tells Halo of new transcripts',
  api: '{name} tells Halo of new transcripts',
  inactive: 'Halo looks for new transcripts hourly',
};

export const RECORDING_STATE: Readonly<Record<string, { readonly label: string; readonly tone: Tone }>> = {
  discovered: { label: 'Waiting its turn', tone: 'busy' },
  awaiting_transcript: { label: 'Waiting for the transcript', tone: 'busy' },
  ingested: { label: 'Searchable', tone: 'good' },
  no_transcript: { label: 'No transcript', tone: 'quiet' },
  skipped: { label: 'Left out', tone: 'quiet' },
  restricted: { label: 'Not allowed', tone: 'warning' },
  trashed: { label: 'In Zoom’s trash', tone: 'quiet' },
  deleted: { label: 'Deleted in Zoom', tone: 'quiet' },
  failed: { label: 'Failed', tone: 'bad' },
};

export const AUDIENCE: Readonly<Record<string, string>> = {
  customers: 'Its customers',
  general: 'Everyone',
  internal: 'Staff only',
  hold: 'Nobody yet',
};

/** Whose side of the conversation a participant is on, as far as that is known. */
export const SIDE: Readonly<Record<string, { readonly label: string; readonly tone: Tone }>> = {
  team: { label: 'Team', tone: 'busy' },
  outside: { label: 'From outside', tone: 'good' },
};

export const SOURCE: Readonly<Record<string, string>> = {
  past_participants: 'took part',
  join_events: 'joined',
  registrants: 'registered',
  timeline: 'was seen in the recording',
  invitees: 'was invited',
  host: 'hosted',
  alternative_hosts: 'could host',
  admin: 'set by an admin',
};

export const METHOD: Readonly<Record<string, string>> = {
  email: 'same address',
  domain: 'same domain',
  masked_domain: 'same domain, address hidden by Zoom',
  admin: 'by hand',
};

export const INSIGHT_KIND: Readonly<Record<string, { readonly label: string; readonly tone: Tone }>> = {
  pain_point: { label: 'Pain point', tone: 'bad' },
  feature_request: { label: 'Feature request', tone: 'busy' },
  action_item: { label: 'Action item', tone: 'good' },
  pricing: { label: 'Pricing', tone: 'warning' },
  product_feedback: { label: 'Product feedback', tone: 'busy' },
  summary: { label: 'Summary', tone: 'quiet' },
};

export const SOURCE_KIND: Readonly<Record<SourceKind, { readonly label: string; readonly tone: Tone }>> = {
  transcript: { label: 'Transcript', tone: 'good' },
  summary: { label: 'Summary', tone: 'quiet' },
  chat: { label: 'Chat', tone: 'quiet' },
  insights: { label: 'Insights', tone: 'busy' },
};

export const SCOPE: Readonly<Record<string, string>> = {
  catch_up: 'Catch-up',
  full_resync: 'Full resync',
  backfill_transcripts: 'Missing transcripts',
  purge: 'Deletion',
};

export const TRIGGER: Readonly<Record<string, string>> = {
  connect: 'on connecting',
  cron: 'hourly',
  manual: 'by hand',
  webhook: 'told by {name}',
  deauthorized: 'because the app was removed in {name}',
};

export const RUN_STATE: Readonly<Record<string, { readonly label: string; readonly tone: Tone }>> = {
  running: { label: 'Running', tone: 'busy' },
  done: { label: 'Done', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
  cancelled: { label: 'Cancelled', tone: 'quiet' },
};

/** What a run is at. */
export const PHASE: Readonly<Record<string, string>> = {
  listing: 'Looking through what {name} holds',
  ingesting: 'Bringing recordings in',
};

/** `some_code` as words; a sentence stays as it is. */
export function readable(code: string): string {
  if (code.includes(' ')) return code;
  const words = code.replaceAll(/[_.]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `1 meeting`, `1,234 meetings`. */
export function counted(n: number, thing: string): string {
  return `${n.toLocaleString('en')} ${thing}${n === 1 ? '' : 's'}`;
}

/** Said of a list that leaves some out; undefined of a whole one. */
export function partOf(shown: number, total: number, which: string): string | undefined {
  return shown < total ? `the ${which} ${shown} of ${total.toLocaleString('en')}` : undefined;
}
