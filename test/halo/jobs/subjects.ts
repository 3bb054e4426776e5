import type { HookName } from '../../../contracts/host.ts';

/** What tells jobs of one hook apart: the few fields of their input that may be shown. */
export interface JobFacts {
  readonly hook: HookName;
  readonly scope: string | null;
  readonly part: string | null;
  /** Of a delivery. */
  readonly event: string | null;
  /** How many are to be distilled. */
  readonly sources: number | null;
  /** What becomes of the data on a disconnect. */
  readonly data: string | null;
}

const SCOPES: Readonly<Record<string, string>> = {
  catch_up: 'A catch-up sync',
  full_resync: 'A full resync',
  backfill_transcripts: 'A sync of missing transcripts',
  recording: 'Reading a recording',
  link: 'A decision on a customer of a recording',
  cancel: 'Cancelling a sync',
  preview: 'A dry run of settings',
};
const PARTS: Readonly<Record<string, string>> = {
  summary: 'Reading the AI summary of a recording',
  chat: 'Reading the chat of a recording',
};

const SUBJECTS: Readonly<Record<HookName, (facts: JobFacts) => string>> = {
  onConnect: () => 'Connecting',
  onWebhook: ({ event }) => (event === null ? 'An event' : `The event ${event}`),
  sync: ({ scope, part }) => PARTS[part ?? ''] ?? SCOPES[scope ?? ''] ?? 'A sync',
  distill: ({ sources }) =>
    sources === 1 ? 'Distilling a recording' : `Distilling ${sources ?? 'some'} recordings`,
  stats: () => 'The figures of the page',
  onDisconnect: ({ data }) =>
    data === 'purge' ? 'Disconnecting, and deleting what came in' : 'Disconnecting',
};

/** What a job is about, in plain words. Nothing of its input is quoted but the name of an event. */
export function subjectOf(facts: JobFacts): string {
  return SUBJECTS[facts.hook](facts);
}
