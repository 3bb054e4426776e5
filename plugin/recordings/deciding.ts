import { inject, injectable } from 'tsyringe';
import type { LinkInput } from '../../contracts/generated/sync-input.ts';
import type { SyncOutput } from '../../contracts/generated/sync-output.ts';
import type { Host, Transaction } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { Connections } from '../store/connections.ts';
import { Directory } from '../store/directory.ts';
import { LinkDecisions } from '../store/link-decisions.ts';
import { Recordings } from '../store/recordings.ts';
import { Relinking } from './relinking.ts';

/** Takes an admin's word on one customer of one meeting, and links the meeting by it. */
@injectable()
export class Deciding {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly connections: Connections,
    private readonly recordings: Recordings,
    private readonly directory: Directory,
    private readonly decisions: LinkDecisions,
    private readonly relinking: Relinking,
  ) {}

  async run(input: LinkInput): Promise<SyncOutput> {
    const connectedEmail = (await this.connections.read(this.host.db))?.userEmail ?? null;
    return this.host.db.transaction(async (tx) => ({
      ...(await this.#decide(tx, input, connectedEmail)),
      found: 1,
      queued: 0,
    }));
  }

  async #decide(
    tx: Transaction,
    { uuid, decision, companyId, endUserId, by }: LinkInput,
    connectedEmail: string | null,
  ): Promise<Pick<SyncOutput, 'outcome' | 'reason'>> {
    const row = await this.recordings.lock(tx, uuid);
    if (row?.state !== 'ingested') return { outcome: 'nothing_to_do', reason: 'not_ingested' };
    const named = {
      ...(companyId === undefined ? {} : { companyId }),
      ...(endUserId === undefined ? {} : { endUserId }),
    };
    const known = await this.directory.customer(tx, named);
    const links = decision === 'confirmed' || decision === 'added';
    if (links && !known) return { outcome: 'nothing_to_do', reason: 'no_such_customer' };
    const at = this.host.clock.now();
    await this.decisions.decide(tx, uuid, known ?? named, { decision, by: by ?? null, at });
    // A job that is matching this recording at the moment does not know of it: it is to read again.
    await this.recordings.save(tx, { uuid, state: row.state, reads: row.reads + 1 });
    return { outcome: (await this.relinking.relink(tx, row, connectedEmail)) ? 'relinked' : 'unchanged' };
  }
}
