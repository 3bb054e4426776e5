import { inject, injectable } from 'tsyringe';
import type { RecordingInput } from '../../contracts/generated/sync-input.ts';
import type { SyncOutput } from '../../contracts/generated/sync-output.ts';
import type { Host } from '../../contracts/host.ts';
import { keywordHit, textsBySpeaker } from '../distillation/rules.ts';
import { HOST } from '../injection.ts';
import { readSettings } from '../settings.ts';
import { isAlive } from '../store/connection.ts';
import { Connections } from '../store/connections.ts';
import { LearningRules } from '../store/learning-rules.ts';
import type { RecordingRow } from '../store/recording-row.ts';
import { Recordings } from '../store/recordings.ts';
import { type ChatMessage, looksLikeChat } from '../transcript/chat.ts';
import { ZoomClient } from '../zoom/client.ts';
import { ZoomError } from '../zoom/errors.ts';
import type { RecordingFiles } from '../zoom/recording.ts';
import { chooseChat, joinChats } from './chat-files.ts';
import { chatPassages, worded } from './chat-passages.ts';
import { RecordingFileReader } from './file-reader.ts';
import { chatSource } from './knowledge.ts';
import { OptionalSource } from './optional-source.ts';
import { NOT_INGESTED, PartPublication, type PartResult } from './part-publication.ts';
import { clearedMessage, redactorOf } from './redaction.ts';

type Offer = Pick<RecordingFiles, 'files' | 'downloadAccessToken'>;

/**
 * The chat of an ingested recording, as a knowledge source of its own. It is never distilled: an insight quotes what
 * was said.
 */
@injectable()
export class Chats {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly client: ZoomClient,
    private readonly reader: RecordingFileReader,
    private readonly connections: Connections,
    private readonly recordings: Recordings,
    private readonly rules: LearningRules,
    private readonly publication: PartPublication,
    private readonly optional: OptionalSource,
  ) {}

  async run({ uuid }: RecordingInput): Promise<SyncOutput> {
    return { ...(await this.#run(uuid)), found: 1, queued: 0 };
  }

  async #run(uuid: string): Promise<PartResult> {
    const { db, settings } = this.host;
    const row = (await this.recordings.find(db, [uuid])).get(uuid);
    if (row?.state !== 'ingested') return NOT_INGESTED;
    if (!readSettings(settings).meetingChat) return this.publication.removeUnwanted(row, 'chat', 'chat_off');
    const messages = await this.#read(row);
    if (!messages) return { outcome: 'nothing_to_do', reason: 'chat_unavailable' };
    const said = chatPassages(messages);
    if (said.length === 0) return this.publication.removeAbsent(row, 'chat');
    const written = worded(messages).map(({ from: speaker, text }) => ({ speaker, text }));
    const texts = [...textsBySpeaker(written), said.map(({ text }) => text).join(' ')];
    if (keywordHit(await this.rules.read(db), texts))
      return this.publication.removeUnwanted(row, 'chat', 'keyword_rule');
    const redactor = redactorOf(readSettings(settings));
    const passages = chatPassages(messages.map((message) => clearedMessage(message, redactor)));
    return this.publication.publish(uuid, 'chat', passages, chatSource);
  }

  /** Undefined where it cannot be known. */
  async #read({ uuid, accountId }: RecordingRow): Promise<ChatMessage[] | undefined> {
    const connection = await this.connections.read(this.host.db);
    if (!isAlive(connection)) return undefined;
    // Another account of Zoom's knows nothing of this recording; what came from the first one stays.
    if (accountId !== null && accountId !== connection.accountId) return undefined;
    const offer = await this.optional.ask('recordingFiles', connection.scopes, () =>
      this.client.recordingFiles(uuid).catch(nothingIfGone),
    );
    const files = offer && chooseChat(offer.files);
    if (!offer || !files) return undefined;
    const bodies = await this.optional.ask('download', connection.scopes, () =>
      this.reader.read(uuid, files, offer.downloadAccessToken, looksLikeChat),
    );
    return bodies && joinChats(files, bodies, offer.files);
  }
}

/** The recording's files are gone; a meeting whose transcript is the AI Companion's stays without them. */
function nothingIfGone(error: unknown): Offer {
  if (error instanceof ZoomError && error.code === 'zoom.not_found')
    return { files: [], downloadAccessToken: null };
  throw error;
}
