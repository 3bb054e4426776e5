import { inject, injectable } from 'tsyringe';
import type { Host } from '../../contracts/host.ts';
import { type Distilled, distil } from '../distillation/distiller.ts';
import { type Cost, type KeptAnswer, Questions } from '../distillation/questions.ts';
import { keywordHit, type Rule, textsBySpeaker } from '../distillation/rules.ts';
import { HOST } from '../injection.ts';
import { readSettings } from '../settings.ts';
import { Distillations } from '../store/distillations.ts';
import { RecordingContent, type StoredTranscript } from '../store/recording-content.ts';
import type { RecordingRow } from '../store/recording-row.ts';
import { Recordings } from '../store/recordings.ts';
import { uuidOfSource } from './source-ids.ts';

/** A recording that is in, with what was said in it. */
export interface Distillable {
  readonly row: RecordingRow;
  readonly startTime: Date;
  readonly transcript: StoredTranscript;
}

/** What came of a transcript, and what the model's part in it has cost. */
export interface DistilledRecording extends Distilled {
  readonly extractor: 'model' | 'builtin';
  /** Of all answers that the insights rest on. */
  readonly cost: Cost;
  /** Of those that were given just now. */
  readonly newCost: Cost;
  readonly questions: ReadonlySet<string>;
}

const NOTHING: Cost = { inputTokens: 0, outputTokens: 0 };

/** Distils one recording under given rules. Writes nothing but the model's answers, and these only where they are to be kept. */
@injectable()
export class Distilling {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly recordings: Recordings,
    private readonly content: RecordingContent,
    private readonly distillations: Distillations,
  ) {}

  /** Undefined if the source is no transcript that is in. */
  async find(source: string): Promise<Distillable | undefined> {
    const { db } = this.host;
    const uuid = uuidOfSource(source);
    const row = uuid === undefined ? undefined : (await this.recordings.find(db, [uuid])).get(uuid);
    const transcript = row?.state === 'ingested' ? await this.content.transcript(db, row.uuid) : null;
    return row?.startTime && transcript ? { row, startTime: row.startTime, transcript } : undefined;
  }

  /** The keyword rule that keeps it out. Its title counts as content. */
  keptOutBy({ row, transcript }: Distillable, rules: readonly Rule[]): Rule | undefined {
    const said = textsBySpeaker(transcript.turns.map(({ turn }) => turn));
    return keywordHit(rules, [row.topic ?? '', ...said]);
  }

  async distil(
    { row, startTime, transcript }: Distillable,
    rules: readonly Rule[],
    { keepsAnswers }: { readonly keepsAnswers: boolean },
  ): Promise<DistilledRecording> {
    const meeting = { title: row.topic ?? '', startTime, turns: transcript.turns };
    const questions = await this.#questions(row.uuid, keepsAnswers);
    const distilled = await distil(meeting, rules, questions);
    return {
      ...distilled,
      extractor: questions ? 'model' : 'builtin',
      cost: questions?.cost ?? NOTHING,
      newCost: questions?.newCost ?? NOTHING,
      questions: questions?.asked ?? new Set(),
    };
  }

  async #questions(uuid: string, keepsAnswers: boolean): Promise<Questions | undefined> {
    const { db, model, settings, signal } = this.host;
    if (!model) return undefined;
    const answers = await this.distillations.answers(db, uuid);
    const memory = {
      recall: (question: string) => answers.get(question),
      keep: async (question: string, kept: KeptAnswer) => {
        if (keepsAnswers) await this.distillations.keepAnswer(db, uuid, question, kept);
      },
    };
    return new Questions(model, memory, { tokens: readSettings(settings).modelTokensPerMeeting, signal });
  }
}
