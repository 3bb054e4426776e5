import { inject, injectable } from 'tsyringe';
import type { RecordingInput } from '../../contracts/generated/sync-input.ts';
import type { SyncOutput } from '../../contracts/generated/sync-output.ts';
import type { Host } from '../../contracts/host.ts';
import { keywordHit, textsBySpeaker } from '../distillation/rules.ts';
import { HOST } from '../injection.ts';
import { type Connection, Connections } from '../store/connections.ts';
import { LearningRules } from '../store/learning-rules.ts';
import { type RecordingRow, Recordings } from '../store/recordings.ts';
import { Runs } from '../store/runs.ts';
import { attributeSpeakers } from '../transcript/speakers.ts';
import { toTurns } from '../transcript/turns.ts';
import { ZoomClient } from '../zoom/client.ts';
import { DownloadTokens } from '../zoom/download-tokens.ts';
import { ZoomError } from '../zoom/errors.ts';
import type { ListedRecording } from '../zoom/recording.ts';
import { CustomersOf } from './customers-of.ts';
import { hashOf } from './hashes.ts';
import { People } from './people.ts';
import { Publication } from './publication.ts';
import { sidesOf } from './sides.ts';
import { settled, standingAfter, withoutTranscript } from './standing.ts';
import { type DownloadedTranscript, TranscriptReader } from './transcript.ts';
import { chooseTranscript } from './transcript-files.ts';

/** A recording as Zoom shows it, with a token for its files if they were asked for one by one. */
interface Look {
  readonly recording: ListedRecording;
  readonly fileToken: string | null;
  /** Read from Zoom just now, rather than from a listing. */
  readonly fresh: boolean;
}

type Outcome = SyncOutput['outcome'];

/** Brings one recording in: its transcript, its people, its customers. Can be run again at any time. */
@injectable()
export class Ingest {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly client: ZoomClient,
    private readonly connections: Connections,
    private readonly recordings: Recordings,
    private readonly runs: Runs,
    private readonly rules: LearningRules,
    private readonly reader: TranscriptReader,
    private readonly people: People,
    private readonly customersOf: CustomersOf,
    private readonly publication: Publication,
    private readonly downloadTokens: DownloadTokens,
  ) {}

  async run({ uuid, trigger }: RecordingInput): Promise<SyncOutput> {
    const output = await this.#run(uuid, trigger);
    await this.downloadTokens.forget(uuid);
    return output;
  }

  async #run(uuid: string, trigger: RecordingInput['trigger']): Promise<SyncOutput> {
    const { db } = this.host;
    const connection = await this.connections.read(db);
    const known = (await this.recordings.find(db, [uuid])).get(uuid);
    if (!connection || !['connected', 'degraded'].includes(connection.state)) {
      await db.transaction((tx) =>
        this.runs.settle(tx, uuid, 'failed', 'not_connected', this.host.clock.now()),
      );
      return { outcome: 'nothing_to_do', reason: 'not_connected', found: 1, queued: 0 };
    }
    // A look that was planned while the transcript was missing: a webhook or a listing has been faster.
    if (trigger === 'cron' && known?.state === 'ingested' && !known.files) {
      return { outcome: 'nothing_to_do', reason: 'ingested_already', found: 1, queued: 0 };
    }
    const outcome = await this.#bringIn(uuid, known, connection).catch((error: unknown) =>
      this.#afterFailure(uuid, known, error),
    );
    return { outcome, found: 1, queued: 0 };
  }

  async #bringIn(uuid: string, known: RecordingRow | undefined, connection: Connection): Promise<Outcome> {
    const look = fromListing(known) ?? (await this.#lookAt(uuid));
    const choice = chooseTranscript(look.recording.files);
    if (choice.kind === 'none') {
      const standing = choice.onPremise
        ? settled('skipped', 'on_premise')
        : withoutTranscript({ eventAt: null, ...look.recording }, this.host.clock.now());
      return this.publication.stand(known, look.recording, uuid, standing);
    }
    const { recording, transcript } = await this.#read(look);
    if (transcript.cues.length === 0) {
      return this.publication.stand(known, recording, uuid, settled('no_transcript', 'transcript_empty'));
    }
    return this.#publish(recording, transcript, known, connection);
  }

  async #publish(
    recording: ListedRecording,
    transcript: DownloadedTranscript,
    known: RecordingRow | undefined,
    connection: Connection,
  ): Promise<Outcome> {
    const { topic, startTime, durationMinutes, hostEmail } = recording;
    const rules = await this.rules.read(this.host.db);
    if (keywordHit(rules, [topic, ...textsBySpeaker(attributeSpeakers(transcript.cues, []))]))
      return this.publication.holdBack(recording);
    const contentHash = hashOf([transcript.hash, topic, startTime.toISOString(), durationMinutes, hostEmail]);
    if (known?.state === 'ingested' && known.contentHash === contentHash)
      return this.publication.unchanged(recording);

    const sightings = await this.people.find(recording, connection.scopes);
    const customers = await this.customersOf.find(sightings, connection.userEmail);
    const { audience, participants } = customers;
    if (audience === 'skip') {
      return this.publication.stand(known, recording, recording.uuid, settled('skipped', 'audience_policy'));
    }
    const names = participants.flatMap(({ name }) => name ?? []);
    const sideOf = sidesOf(participants);
    const turns = toTurns(attributeSpeakers(transcript.cues, names)).map((turn) => ({
      turn,
      side: sideOf(turn.speaker),
    }));
    return this.publication.publish({
      recording,
      turns,
      customers: { ...customers, audience },
      contentHash,
      rules,
    });
  }

  async #lookAt(uuid: string): Promise<Look> {
    const { downloadAccessToken, ...recording } = await this.client.recordingFiles(uuid);
    return { recording: { ...recording, uuid }, fileToken: downloadAccessToken, fresh: true };
  }

  /** File URLs out of a listing may have died since; then Zoom is asked for new ones, with a token of their own. */
  async #read(look: Look): Promise<{ recording: ListedRecording; transcript: DownloadedTranscript }> {
    const choice = chooseTranscript(look.recording.files);
    const files = choice.kind === 'none' ? [] : choice.files;
    try {
      return {
        recording: look.recording,
        transcript: await this.reader.read(look.recording.uuid, files, look.fileToken),
      };
    } catch (error) {
      const worthALook =
        error instanceof ZoomError && ['zoom.download_restricted', 'zoom.not_found'].includes(error.code);
      if (look.fresh || !worthALook) throw error;
      return this.#read(await this.#lookAt(look.recording.uuid));
    }
  }

  /** Trouble with one recording is written down and the run goes on; trouble that may pass fails the job. */
  async #afterFailure(uuid: string, known: RecordingRow | undefined, error: unknown): Promise<Outcome> {
    if (!(error instanceof ZoomError)) throw error;
    const { clock, db, job, log } = this.host;
    if (error.code === 'zoom.reconnect_needed')
      await this.connections.setState(db, 'reconnect_needed', error.message);
    const times = known ?? { startTime: null, durationMinutes: null, eventAt: null };
    const standing = standingAfter(error, times, clock.now(), job.lastAttempt);
    if (!standing) throw error;
    if (standing.outcome === 'failed') log.warn({ code: error.code, uuid }, error.message);
    return this.publication.stand(known, undefined, uuid, standing);
  }
}

/** What the last listing showed, if its files have not been read yet. */
function fromListing(row: RecordingRow | undefined): Look | undefined {
  if (!row?.files || !row.startTime) return undefined;
  const { uuid, meetingId, topic, kind, hostId, hostEmail, startTime, durationMinutes, files } = row;
  const recording: ListedRecording = {
    uuid,
    meetingId: meetingId ?? '',
    topic: topic ?? '',
    kind: kind ?? 'meeting',
    hostId: hostId ?? '',
    hostEmail,
    startTime,
    durationMinutes: durationMinutes ?? 0,
    files,
  };
  return { recording, fileToken: null, fresh: false };
}
