import { inject, injectable } from 'tsyringe';
import type { SyncInput } from '../../contracts/generated/sync-input.ts';
import type { SyncOutput } from '../../contracts/generated/sync-output.ts';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { Chats } from '../recordings/chat.ts';
import { Deciding } from '../recordings/deciding.ts';
import { Discovery } from '../recordings/discovery.ts';
import { Ingest } from '../recordings/ingest.ts';
import { SettingsPreview } from '../recordings/settings-preview.ts';
import { Summaries } from '../recordings/summary.ts';
import type { ConnectionState } from '../store/connection.ts';
import { Connections } from '../store/connections.ts';
import { Runs } from '../store/runs.ts';
import { ZoomError, type ZoomErrorCode } from '../zoom/errors.ts';

/** Failures that say something about the connection rather than about this sync. */
const CONNECTION_STATES: Partial<Record<ZoomErrorCode, ConnectionState>> = {
  'zoom.reconnect_needed': 'reconnect_needed',
  'zoom.scope_missing': 'degraded',
};

/**
 * Lists what Zoom holds, brings one recording, its summary or its chat in, takes an admin's word on a link, stops a run, or
 * tells what other settings would leave out.
 */
@injectable()
export class Sync {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly discovery: Discovery,
    private readonly ingest: Ingest,
    private readonly summaries: Summaries,
    private readonly chats: Chats,
    private readonly deciding: Deciding,
    private readonly preview: SettingsPreview,
    private readonly connections: Connections,
    private readonly runs: Runs,
  ) {}

  async run(input: SyncInput): Promise<SyncOutput> {
    if (input.scope === 'recording' && input.part === undefined) return this.ingest.run(input);
    if (input.scope === 'cancel') return this.#cancel(input.runId);
    if (input.scope === 'link') return this.deciding.run(input);
    if (input.scope === 'preview') return this.preview.run(input);
    try {
      if (input.scope !== 'recording') return await this.discovery.run(input);
      return await (input.part === 'chat' ? this.chats : this.summaries).run(input);
    } catch (error) {
      const state = error instanceof ZoomError ? CONNECTION_STATES[error.code] : undefined;
      if (state && error instanceof ZoomError)
        await this.connections.setState(this.host.db, state, error.message);
      throw error;
    }
  }

  /** The jobs of a cancelled run find that nobody waits for them; one that is at work finishes its recording. */
  async #cancel(runId: string): Promise<SyncOutput> {
    const { db, clock } = this.host;
    const cancelled = await db.transaction((tx) => this.runs.cancel(tx, runId, clock.now()));
    const reason = cancelled ? 'cancelled' : 'not_running';
    return { outcome: 'nothing_to_do', reason, runId, found: 0, queued: 0 };
  }
}
