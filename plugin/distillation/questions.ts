import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Model } from '../../contracts/host.ts';

/** In tokens, as the model counts them; estimated where it does not say. */
export interface Cost {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What the model has said to one question, and what that has cost. The answer is null where it never was a valid one. */
export interface KeptAnswer extends Cost {
  readonly answer: unknown;
}

/** Keeps answers to questions, so that nothing is asked, nor paid for, a second time. */
export interface AnswerMemory {
  recall(question: string): KeptAnswer | undefined;
  keep(question: string, kept: KeptAnswer): Promise<void>;
}

export interface Question<T> {
  readonly system: string;
  readonly prompt: string;
  readonly schemaName: string;
  readonly answers: z.ZodType<T>;
}

export interface QuestionLimits {
  /** What all answers about one meeting may cost together. */
  readonly tokens: number;
  readonly signal: AbortSignal;
}

/** An answer is asked for once more when it is not valid: the second is nearly always right. */
const ATTEMPTS = 2;
/** English has about four characters to a token. */
const CHARACTERS_PER_TOKEN = 4;
/** What an answer may cost that nobody has seen yet. */
const EXPECTED_ANSWER_TOKENS = 1_000;

/**
 * Questions to the host's model about one meeting. Errors of the model itself (network, quota) are thrown, so that the job is
 * tried again; what was answered until then is remembered. The model has no tools: an answer is all it can give.
 */
export class Questions {
  /** By which questions what is distilled of the meeting was found. */
  readonly asked = new Set<string>();
  /** Of all answers used, whenever they were given. */
  cost: Cost = { inputTokens: 0, outputTokens: 0 };
  /** Of the answers given just now. */
  newCost: Cost = { inputTokens: 0, outputTokens: 0 };

  constructor(
    private readonly model: Model,
    private readonly memory: AnswerMemory,
    private readonly limits: QuestionLimits,
  ) {}

  /** Undefined where the answer stayed invalid, or would cost more than the meeting may. */
  async ask<T>(question: Question<T>): Promise<T | undefined> {
    const { system, prompt, schemaName, answers } = question;
    const key = createHash('sha256')
      .update(JSON.stringify([system, prompt, schemaName]))
      .digest('base64url');
    const kept = this.memory.recall(key);
    const known = answers.safeParse(kept?.answer);
    if (kept && known.success) {
      this.asked.add(key);
      this.cost = sum(this.cost, kept);
      return known.data;
    }
    if (total(this.cost) + estimate(system + prompt) + EXPECTED_ANSWER_TOKENS > this.limits.tokens)
      return undefined;
    const { answer, cost } = await this.#generate(question);
    this.asked.add(key);
    const spent = sum(cost, kept ?? { inputTokens: 0, outputTokens: 0 });
    this.cost = sum(this.cost, spent);
    this.newCost = sum(this.newCost, cost);
    await this.memory.keep(key, { answer: answer ?? null, ...spent });
    return answer;
  }

  async #generate<T>({ system, prompt, schemaName, answers }: Question<T>) {
    const schema = z.toJSONSchema(answers);
    let cost: Cost = { inputTokens: 0, outputTokens: 0 };
    let problem = '';
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      this.limits.signal.throwIfAborted();
      const again = `${prompt}\n\nYour last answer was not valid: ${problem}. Answer again.`;
      const { object, usage } = await this.model.generate({
        ...{ system, schema, schemaName, prompt: problem === '' ? prompt : again },
        signal: this.limits.signal,
      });
      cost = sum(cost, {
        inputTokens: usage?.inputTokens ?? estimate(system + prompt),
        outputTokens: usage?.outputTokens ?? estimate(JSON.stringify(object) ?? ''),
      });
      const answer = answers.safeParse(object);
      if (answer.success) return { answer: answer.data, cost };
      problem = z.prettifyError(answer.error).replace(/\s+/g, ' ').slice(0, 500);
    }
    return { answer: undefined, cost };
  }
}

const estimate = (text: string) => Math.ceil(text.length / CHARACTERS_PER_TOKEN);
const total = ({ inputTokens, outputTokens }: Cost) => inputTokens + outputTokens;
const sum = (one: Cost, other: Cost): Cost => ({
  inputTokens: one.inputTokens + other.inputTokens,
  outputTokens: one.outputTokens + other.outputTokens,
});
