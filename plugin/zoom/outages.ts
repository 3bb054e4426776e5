import { inject, injectable } from 'tsyringe';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import type { Connection } from '../store/connection.ts';
import { Connections } from '../store/connections.ts';

/**
 * Logs once that Zoom does not answer, and once that it does again, however many jobs of however many processes find out.
 * It is back when it answers what it did not answer, for often only a part of Zoom is gone; or when a whole listing came
 * through, for that part may not be asked for again in days.
 */
@injectable()
export class Outages {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly connections: Connections,
  ) {}

  async began(endpoint: string): Promise<void> {
    const { clock, db, log } = this.host;
    const isNews = await this.connections.lost(db, endpoint, clock.now());
    if (isNews) log.warn({ event: 'zoom.api.lost', endpoint }, 'Zoom does not answer.');
  }

  /** The connection as the job has read it saves a look at it with each answer. */
  async answered(endpoint: string, connection: Connection | null): Promise<void> {
    if (connection?.lostEndpoint === endpoint) await this.over(endpoint);
  }

  async over(endpoint: string | null = null): Promise<void> {
    const { clock, db, log } = this.host;
    const since = await this.connections.found(db, endpoint);
    if (!since) return;
    const seconds = Math.round((clock.now().getTime() - since.getTime()) / 1000);
    log.warn({ event: 'zoom.api.back', seconds }, 'Zoom answers again.');
  }
}
