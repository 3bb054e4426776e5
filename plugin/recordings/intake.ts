import { inject, injectable } from 'tsyringe';
import type { Host, NewJob, Transaction } from '../../contracts/host.ts';
import { keywordHit } from '../distillation/rules.ts';
import { HOST } from '../injection.ts';
import { ListedRecordings, type ListedRow } from '../store/listed-recordings.ts';
import type { RecordingRow } from '../store/recording-row.ts';
import { Recordings } from '../store/recordings.ts';
import { type RunItem, RunItems } from '../store/run-items.ts';
import type { ListedRecording } from '../zoom/recording.ts';
import { type Decision, decide } from './decision.ts';
import { reasonToLeaveOut } from './filters.ts';
import { listingHash } from './hashes.ts';
import { lookJob, recordingJob } from './jobs.ts';
import { listedColumns } from './listed-columns.ts';
import type { Listing } from './listing.ts';
import { withClearedTitle } from './redaction.ts';
import { Removal } from './removal.ts';

/** What one page leads to. */
interface Plan {
  readonly rows: ListedRow[];
  readonly items: RunItem[];
  readonly jobs: NewJob[];
  readonly removed: string[];
}

/** Takes in what a page of a listing shows: a row for each recording, and a job for each that needs one. */
@injectable()
export class Intake {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly recordings: Recordings,
    private readonly listed: ListedRecordings,
    private readonly runItems: RunItems,
    private readonly removal: Removal,
  ) {}

  /** Rows and jobs in one transaction. Returns how many of the recordings needed nothing. */
  async keep(tx: Transaction, listed: readonly ListedRecording[], listing: Listing): Promise<number> {
    const known = await this.recordings.lockAll(
      tx,
      listed.map(({ uuid }) => uuid),
    );
    const plan: Plan = { rows: [], items: [], jobs: [], removed: [] };
    for (const recording of listed) await this.#plan(tx, recording, known.get(recording.uuid), listing, plan);
    await this.listed.save(tx, plan.rows, listing.listedAt);
    if (plan.removed.length > 0) await this.removal.removeContent(tx, plan.removed);
    await this.runItems.record(tx, listing.runId, plan.items);
    await this.host.jobs.send(tx, plan.jobs);
    return listed.length - plan.items.length;
  }

  async #plan(
    tx: Transaction,
    recording: ListedRecording,
    known: RecordingRow | undefined,
    listing: Listing,
    plan: Plan,
  ): Promise<void> {
    const { uuid, startTime } = recording;
    if (keywordHit(listing.rules, [recording.topic])) {
      if (known?.reason === 'keyword_rule' && known.heldBy === listing.heldBy) return;
      await this.removal.holdBack(tx, uuid, {
        startTime,
        listingHash: listingHash(recording),
        heldBy: listing.heldBy,
      });
      plan.items.push({ uuid, outcome: 'skipped', reason: 'keyword_rule' });
      return;
    }
    const cleared = withClearedTitle(recording, listing.settings);
    const decision = leaveOut(recording, known, listing) ?? decide(cleared, known, listing);
    if (decision.do === 'nothing') return;
    plan.rows.push(rowOf(cleared, known, decision, listing));
    plan.items.push(itemOf(uuid, decision));
    if (decision.do === 'ingest') plan.jobs.push(recordingJob(uuid, listing.trigger));
    if (decision.do === 'wait') plan.jobs.push(lookJob(uuid, decision.until));
    if (decision.do === 'settle' && known?.state === 'ingested') plan.removed.push(uuid);
  }
}

/** What the org's filters say, before Zoom's files are looked at. What came in already, only a full resync takes out. */
function leaveOut(
  recording: ListedRecording,
  known: RecordingRow | undefined,
  { settings, listedAt, afresh }: Listing,
): Decision | undefined {
  const reason = reasonToLeaveOut(recording, settings, listedAt);
  if (!reason) return undefined;
  const stays = known?.state === 'ingested' && !afresh;
  if (stays || (known?.state === 'skipped' && known.reason === reason)) return { do: 'nothing' };
  return { do: 'settle', state: 'skipped', reason };
}

function rowOf(
  recording: ListedRecording,
  known: RecordingRow | undefined,
  decision: Exclude<Decision, { do: 'nothing' }>,
  { listedAt, accountId }: Listing,
): ListedRow {
  const row = { ...listedColumns(recording), accountId };
  const rest = { files: null, nextTryAt: null, queuedAt: null };
  switch (decision.do) {
    case 'ingest': {
      // One that is in stays so, whatever its job finds.
      const { state, reason } =
        known?.state === 'ingested' ? known : { state: 'discovered' as const, reason: null };
      return { ...row, ...rest, files: recording.files, state, reason, queuedAt: listedAt };
    }
    case 'wait':
      return {
        ...row,
        ...rest,
        state: 'awaiting_transcript',
        reason: 'transcript_not_ready',
        nextTryAt: decision.until,
      };
    case 'settle':
      return { ...row, ...rest, state: decision.state, reason: decision.reason };
  }
}

function itemOf(uuid: string, decision: Exclude<Decision, { do: 'nothing' }>): RunItem {
  switch (decision.do) {
    case 'ingest':
      return { uuid, outcome: null, reason: null };
    case 'wait':
      return { uuid, outcome: 'awaiting_transcript', reason: 'transcript_not_ready' };
    case 'settle':
      return { uuid, outcome: decision.state, reason: decision.reason };
  }
}
