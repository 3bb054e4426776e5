import { inject, injectable } from 'tsyringe';
import type { Delivery } from '../../contracts/generated/on-webhook-input.ts';
import type { OnWebhookOutput } from '../../contracts/generated/on-webhook-output.ts';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { Deauthorization } from '../recordings/deauthorization.ts';
import { type Done, Effects } from '../recordings/effects.ts';
import type { Effect } from '../recordings/news.ts';
import { type Connection, isAlive } from '../store/connection.ts';
import { Connections } from '../store/connections.ts';
import { JoinedParticipants } from '../store/joined-participants.ts';
import { DownloadTokens } from '../zoom/download-tokens.ts';

type Action = OnWebhookOutput['action'];

const NONE: OnWebhookOutput = { action: 'none', recordings: 0 };

/** Routes one verified event. Nothing is asked of Zoom here: slow work is sent as a job. */
@injectable()
export class OnWebhook {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly connections: Connections,
    private readonly effects: Effects,
    private readonly joined: JoinedParticipants,
    private readonly deauthorization: Deauthorization,
    private readonly downloadTokens: DownloadTokens,
  ) {}

  async run(delivery: Delivery): Promise<OnWebhookOutput> {
    const output = await this.#run(delivery);
    const labels = { event: delivery.event, action: output.action };
    this.host.metrics.count('zoom_events_total', 1, labels);
    return output;
  }

  async #run(delivery: Delivery): Promise<OnWebhookOutput> {
    const { db, clock } = this.host;
    await this.connections.sawWebhook(db, clock.now());
    const connection = await this.connections.read(db);
    if (!connection) return NONE;
    switch (delivery.event) {
      case 'app_deauthorized':
        return this.#ended(await this.deauthorization.begin(delivery, connection));
      case 'user.deleted':
      case 'user.deactivated':
        return this.#ended(await this.#userLeft(delivery, connection));
      case 'meeting.participant_joined':
        return this.#join(delivery, connection);
      default:
        return this.#change(delivery, connection);
    }
  }

  async #change(delivery: Delivery, connection: Connection): Promise<OnWebhookOutput> {
    const meetings = isOthers(delivery, connection) ? [] : delivery.meetings;
    const done = await this.host.db.transaction(async (tx) => {
      const results: Done[] = [];
      for (const meeting of meetings)
        results.push(await this.effects.apply(tx, meeting, delivery, connection));
      return results;
    });
    // Tokens that came along for what no job will read.
    const read = new Set(done.filter(({ willBeRead }) => willBeRead).map(({ uuid }) => uuid));
    for (const { uuid } of delivery.meetings) if (!read.has(uuid)) await this.downloadTokens.forget(uuid);
    const changed = done.flatMap(({ effect }) => (effect === 'nothing' ? [] : [effect]));
    const [first] = changed;
    return first ? { action: actionOf(first), recordings: changed.length } : NONE;
  }

  async #join(delivery: Delivery, connection: Connection): Promise<OnWebhookOutput> {
    const { participant, meetings } = delivery;
    const [meeting] = meetings;
    if (!participant || !meeting || isOthers(delivery, connection)) return NONE;
    const { email, joinTime, name = null, userId: zoomUserId = null, registrantId = null } = participant;
    const who = { email, joinTime, name, zoomUserId, registrantId };
    await this.joined.add(this.host.db, meeting.uuid, who, this.host.clock.now());
    return { action: 'noted', recordings: 1 };
  }

  /** Zoom ends the tokens of whoever has left. What others of the account recorded stays. */
  async #userLeft({ event, userId, eventTs }: Delivery, connection: Connection): Promise<boolean> {
    if (!isAlive(connection) || connection.userId !== userId) return false;
    if (connection.connectedAt.getTime() > eventTs) return false;
    const how = event === 'user.deleted' ? 'deleted' : 'deactivated';
    await this.connections.setState(
      this.host.db,
      'reconnect_needed',
      `The Zoom user who connected Halo was ${how} in Zoom. Another user of the account can reconnect.`,
    );
    return true;
  }

  #ended(ended: boolean): OnWebhookOutput {
    return ended ? { action: 'disconnected', recordings: 0 } : NONE;
  }
}

/** One Zoom account may hold several users who connected on their own: each gets what they hosted. */
function isOthers({ hostId }: Delivery, { mode, userId }: Connection): boolean {
  return mode === 'user' && hostId !== undefined && hostId !== userId;
}

function actionOf(effect: Exclude<Effect['do'], 'nothing'>): Action {
  return effect === 'remove' || effect === 'remove_summary' ? 'removed' : 'queued';
}
