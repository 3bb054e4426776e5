import type { DistillInput } from '../../contracts/generated/distill-input.ts';
import type { ListingInput, RecordingInput } from '../../contracts/generated/sync-input.ts';
import type { NewJob } from '../../contracts/host.ts';
import type { Part } from './parts.ts';

/** The job that reads one recording. Sent twice while it waits, it is done once. */
export function recordingJob(uuid: string, trigger: RecordingInput['trigger']): NewJob {
  const input: RecordingInput = { scope: 'recording', trigger, uuid };
  return { hook: 'sync', key: `recording:${uuid}`, input };
}

/** A later look for a transcript. A key of its own: a waiting look must not swallow the news that the transcript is there. */
export function lookJob(uuid: string, at: Date): NewJob {
  const input: RecordingInput = { scope: 'recording', trigger: 'cron', uuid };
  return { hook: 'sync', key: `look:${uuid}`, input, startAfter: at };
}

/** What stands beside the transcript of a recording that is in already: its AI summary, or its chat. */
export function partJob(part: Part, uuid: string): NewJob {
  const input: RecordingInput = { scope: 'recording', trigger: 'webhook', uuid, part };
  return { hook: 'sync', key: `${part}:${uuid}`, input };
}

/** A later look at it, with a key of its own as any look has. */
export function partLookJob(part: Part, uuid: string, at: Date): NewJob {
  return { ...partJob(part, uuid), key: `look:${part}:${uuid}`, startAfter: at };
}

/** The distillation of one ingested recording, under the rules that are in force when the job runs. */
export function distillJob(sourceId: string): NewJob {
  const input: DistillInput = { sources: [sourceId], rules: [], reason: 'ingested' };
  return { hook: 'distill', key: `distill:${sourceId}`, input };
}

/** A sync of the whole org. Of each scope one waits at most; sent again, it joins. */
export function listingJob(scope: ListingInput['scope'], trigger: ListingInput['trigger']): NewJob {
  return { hook: 'sync', key: scope, input: { scope, trigger } };
}
