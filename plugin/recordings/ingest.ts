import { inject, injectable } from 'tsyringe';
import type { RecordingInput } from '../../contracts/generated/sync-input.ts';
import type { SyncOutput } from '../../contracts/generated/sync-output.ts';
import type { Host } from '../../contracts/host.ts';
import { keywordHit, type Rule, textsBySpeaker } from '../distillation/rules.ts';
import { HOST } from '../injection.ts';
import { readSettings } from '../settings.ts';
import { type Connection, isAlive } from '../store/connection.ts';
import { Connections } from '../store/connections.ts';
import { LearningRules } from '../store/learning-rules.ts';
import type { RecordingRow } from '../store/recording-row.ts';
import { Recordings } from '../store/recordings.ts';
import { RunItems } from '../store/run-items.ts';
import { attributeSpeakers } from '../transcript/speakers.ts';
import { DownloadTokens } from '../zoom/download-tokens.ts';
import { ZoomError } from '../zoom/errors.ts';
import type { ListedRecording } from '../zoom/recording.ts';
import { companionStanding } from './companion-standing.ts';
import { CompanionTranscript } from './companion-transcript.ts';
import { Conversations } from './conversation.ts';
import { reasonToLeaveOut } from './filters.ts';
import { hashOf } from './hashes.ts';
import { type Look, Looks } from './look.ts';
import { isGone, isInDoubt } from './news.ts';
import { Publication } from './publication.ts';
import { redactionChoice, withClearedTitle } from './redaction.ts';
import { settled, standingAfter, withoutTranscript } from './standing.ts';
import { chooseTranscript } from './transcript-files.ts';
import type { DownloadedTranscript } from './transcript-reader.ts';

type Outcome = SyncOutput['outcome'];
type Known = RecordingRow | undefined;

/** What is known before Zoom is asked. */
interface Job {
  readonly uuid: string;
  readonly trigger: RecordingInput['trigger'];
  readonly known: Known;
  readonly connection: Connection;
  readonly rules: readonly Rule[];
}

/** Brings one recording in: its transcript, its people, its customers. Can be run again at any time. */
@injectable()
export class Ingest {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly connections: Connections,
    private readonly recordings: Recordings,
    private readonly runItems: RunItems,
    private readonly rules: LearningRules,
    private readonly looks: Looks,
    private readonly companion: CompanionTranscript,
    private readonly conversations: Conversations,
    private readonly publication: Publication,
    private readonly downloadTokens: DownloadTokens,
  ) {}

  async run({ uuid, trigger }: RecordingInput): Promise<SyncOutput> {
    const output = await this.#run(uuid, trigger);
    this.host.metrics.count('zoom_recordings_total', 1, { outcome: output.outcome });
    await this.downloadTokens.forget(uuid);
    return output;
  }

  async #run(uuid: string, trigger: RecordingInput['trigger']): Promise<SyncOutput> {
    const { db } = this.host;
    const connection = await this.connections.read(db);
    const known = (await this.recordings.find(db, [uuid])).get(uuid);
    if (!isAlive(connection)) {
      await db.transaction(async (tx) => {
        await this.recordings.letGo(tx, uuid);
        await this.runItems.settle(
          tx,
          uuid,
          { outcome: 'failed', reason: 'not_connected' },
          this.host.clock.now(),
        );
      });
      return { outcome: 'nothing_to_do', reason: 'not_connected', found: 1, queued: 0 };
    }
    if (isGone(known)) {
      // Trashed or deleted since this job was sent.
      return { outcome: await this.publication.stayGone(known, uuid), found: 1, queued: 0 };
    }
    // A look that was planned while the transcript was missing: a webhook or a listing has been faster.
    if (trigger === 'cron' && known?.state === 'ingested' && !known.files && !known.queuedAt) {
      return { outcome: 'nothing_to_do', reason: 'ingested_already', found: 1, queued: 0 };
    }
    const wanted = trigger === 'webhook' || known?.state !== 'discovered';
    if (!wanted && (await this.runItems.isCancelled(db, uuid))) {
      return { outcome: 'nothing_to_do', reason: 'cancelled', found: 1, queued: 0 };
    }
    const job: Job = { uuid, trigger, known, connection, rules: await this.rules.read(db) };
    const outcome = await this.#bringIn(job).catch((error: unknown) =>
      this.#afterFailure(uuid, known, error),
    );
    return { outcome, found: 1, queued: 0 };
  }

  async #bringIn(job: Job): Promise<Outcome> {
    const look = await this.#look(job);
    // Never recorded, and the AI Companion has settled it.
    if ('outcome' in look) return look.outcome;
    // The title counts as content: it is not kept even while the transcript is waited for.
    if (keywordHit(job.rules, [look.recording.topic]))
      return this.publication.holdBack(job.known, look.recording, job.rules);
    const leftOut = this.#leaveOut(look.recording, job);
    if (leftOut) return leftOut;
    const choice = chooseTranscript(look.recording.files);
    if (choice.kind === 'none') return this.#withoutFiles(look.recording, choice.onPremise, job);
    const { recording, transcript } = await this.looks.read(look);
    return this.#publish(recording, transcript, job);
  }

  async #look(job: Job): Promise<Look | { readonly outcome: Outcome }> {
    const { uuid, known, trigger } = job;
    try {
      return await this.looks.at(uuid, known);
    } catch (error) {
      const unknownToZoom = error instanceof ZoomError && error.code === 'zoom.not_found';
      // A recording that Zoom has listed is gone; what only an event has named may never have been one.
      const unlisted = trigger === 'webhook' || known?.listingHash == null;
      const outcome = unknownToZoom && unlisted ? await this.#fallBack(null, false, job) : undefined;
      if (!outcome) throw error;
      return { outcome };
    }
  }

  async #withoutFiles(recording: ListedRecording, onPremise: boolean, job: Job): Promise<Outcome> {
    const { uuid, known, trigger } = job;
    if (onPremise) return this.publication.stand(known, recording, uuid, settled('skipped', 'on_premise'));
    const standing = withoutTranscript({ eventAt: null, ...recording }, this.host.clock.now());
    const waiting = standing.nextTryAt !== null;
    // Zoom watches how often an app asks for what is not there: once, when nothing else can come, or on its own word.
    const outcome =
      trigger === 'webhook' || !waiting ? await this.#fallBack(recording, waiting, job) : undefined;
    return outcome ?? this.publication.stand(known, recording, uuid, standing);
  }

  /** The AI Companion's transcript in place of the recording's. Undefined where that settles nothing. */
  async #fallBack(
    recording: ListedRecording | null,
    waiting: boolean,
    job: Job,
  ): Promise<Outcome | undefined> {
    const { uuid, known, connection } = job;
    // Somebody has thrown a transcript of this meeting away: another one must not take its place.
    if (isInDoubt(known)) return undefined;
    const found = await this.companion.find(uuid, recording, connection.scopes);
    if (found.kind === 'transcript') return this.#publish(found.recording, found.transcript, job);
    const standing = companionStanding(found, waiting);
    return standing && this.publication.stand(known, recording ?? undefined, uuid, standing);
  }

  async #publish(recording: ListedRecording, transcript: DownloadedTranscript, job: Job): Promise<Outcome> {
    const { known, connection, rules } = job;
    const { uuid, startTime, durationMinutes, hostEmail } = recording;
    if (keywordHit(rules, [recording.topic, ...textsBySpeaker(attributeSpeakers(transcript.cues, []))]))
      return this.publication.holdBack(known, recording, rules);
    const leftOut = this.#leaveOut(recording, job);
    if (leftOut) return leftOut;
    if (transcript.cues.length === 0)
      return this.publication.stand(known, recording, uuid, settled('no_transcript', 'transcript_empty'));
    const settings = readSettings(this.host.settings);
    const { topic } = withClearedTitle(recording, settings);
    const about = [topic, startTime.toISOString(), durationMinutes, hostEmail];
    const contentHash = hashOf([transcript.hash, ...about, ...redactionChoice(settings)]);
    if (known?.state === 'ingested' && known.contentHash === contentHash)
      return this.publication.unchanged(known, recording);

    const conversation = await this.conversations.of(recording, transcript, connection);
    const { audience } = conversation.customers;
    if (audience === 'skip') {
      return this.publication.stand(known, recording, uuid, settled('skipped', 'audience_policy'));
    }
    return this.publication.publish(known, {
      recording,
      accountId: connection.accountId,
      relinkedAt: connection.relinkedAt,
      conversation,
      audience,
      contentHash,
    });
  }

  /** The org's settings have no place for it. What came in already, only a full resync takes out. */
  #leaveOut(recording: ListedRecording, { known }: Job): Promise<Outcome> | undefined {
    const reason = reasonToLeaveOut(recording, readSettings(this.host.settings), this.host.clock.now());
    if (!reason || known?.state === 'ingested') return undefined;
    return this.publication.stand(known, recording, recording.uuid, settled('skipped', reason));
  }

  /** Trouble with one recording is written down and the run goes on; trouble that may pass fails the job. */
  async #afterFailure(uuid: string, known: Known, error: unknown): Promise<Outcome> {
    if (!(error instanceof ZoomError)) throw error;
    const { clock, db, job, log } = this.host;
    if (error.code === 'zoom.reconnect_needed')
      await this.connections.setState(db, 'reconnect_needed', error.message);
    const times = known ?? { startTime: null, durationMinutes: null, eventAt: null };
    const standing = standingAfter(error, times, clock.now(), job.lastAttempt);
    if (!standing) throw error;
    if (standing.outcome === 'failed')
      log.warn({ event: 'zoom.recording.failed', code: error.code, uuid }, error.message);
    return this.publication.stand(known, undefined, uuid, standing);
  }
}
