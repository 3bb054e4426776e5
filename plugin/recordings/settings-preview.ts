import { inject, injectable } from 'tsyringe';
import type { PreviewInput } from '../../contracts/generated/sync-input.ts';
import type { SyncOutput } from '../../contracts/generated/sync-output.ts';
import type { Host } from '../../contracts/host.ts';
import type { Audience } from '../customers/audience.ts';
import type { Override } from '../customers/overrides.ts';
import type { Participant } from '../customers/participants.ts';
import { HOST } from '../injection.ts';
import { readSettings, type Settings } from '../settings.ts';
import { Connections } from '../store/connections.ts';
import { LinkDecisions } from '../store/link-decisions.ts';
import { Participants } from '../store/participants.ts';
import type { RecordingRow } from '../store/recording-row.ts';
import { Recordings } from '../store/recordings.ts';
import { CustomersOf } from './customers-of.ts';
import { skipsByAudience } from './filters.ts';
import { settingsVerdict } from './settings-verdict.ts';

/** Of a meeting that is in, with what an admin has said of its customers. */
interface WhoTookPart {
  readonly participants: readonly Participant[];
  readonly decisions: readonly Override[];
  readonly connectedEmail: string | null;
}

/**
 * What other settings would make of the newest recordings, beside what those in force make of them. Writes nothing, asks
 * Zoom nothing, and needs no connection. Its answer holds no word of a meeting: it is a job's output.
 */
@injectable()
export class SettingsPreview {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly connections: Connections,
    private readonly recordings: Recordings,
    private readonly participants: Participants,
    private readonly decisions: LinkDecisions,
    private readonly customersOf: CustomersOf,
  ) {}

  async run({ settings, recordings }: PreviewInput): Promise<SyncOutput> {
    const { db, signal } = this.host;
    const inForce = readSettings(this.host.settings);
    const asked = readSettings(settings);
    const asksWhose = skipsByAudience(inForce) || skipsByAudience(asked);
    const connectedEmail = (await this.connections.read(db))?.userEmail ?? null;
    const rows = await this.recordings.newest(db, recordings);
    const verdicts: NonNullable<SyncOutput['verdicts']> = [];
    for (const row of rows) {
      signal.throwIfAborted();
      const isIn = asksWhose && row.state === 'ingested';
      const whoTookPart = isIn ? await this.#whoTookPart(row.uuid, connectedEmail) : undefined;
      verdicts.push({
        uuid: row.uuid,
        now: await this.#judge(row, whoTookPart, inForce),
        next: await this.#judge(row, whoTookPart, asked),
      });
    }
    return { outcome: 'previewed', found: rows.length, queued: 0, verdicts };
  }

  async #judge(row: RecordingRow, whoTookPart: WhoTookPart | undefined, settings: Settings): Promise<string> {
    const audience = whoTookPart && (await this.#audience(whoTookPart, settings));
    return settingsVerdict(row, settings, audience, this.host.clock.now());
  }

  async #whoTookPart(uuid: string, connectedEmail: string | null): Promise<WhoTookPart> {
    const { db } = this.host;
    return {
      participants: await this.participants.find(db, uuid),
      decisions: await this.decisions.find(db, uuid),
      connectedEmail,
    };
  }

  /** Undefined where the settings leave nothing out for its audience. */
  async #audience(
    { participants, decisions, connectedEmail }: WhoTookPart,
    settings: Settings,
  ): Promise<Audience | undefined> {
    if (!skipsByAudience(settings)) return undefined;
    const customers = await this.customersOf.asIf(
      settings,
      this.host.db,
      participants,
      connectedEmail,
      decisions,
    );
    return customers.audience;
  }
}
