import type { Model, ModelRequest } from '../../../contracts/host.ts';
import { type KeptAnswer, Questions } from '../../../plugin/distillation/questions.ts';

/** A model that gives the prepared answers in turn, the last one again and again, and keeps what it was asked. */
export function modelThatAnswers(...answers: unknown[]): Model & { asked: ModelRequest[] } {
  const asked: ModelRequest[] = [];
  return {
    asked,
    generate: async (request) => {
      asked.push(request);
      const object = answers[Math.min(asked.length, answers.length) - 1];
      return { object, usage: { inputTokens: 100, outputTokens: 10 } };
    },
  };
}

interface Circumstances {
  /** What was answered before; what is answered now joins it. */
  readonly kept?: Map<string, KeptAnswer>;
  readonly tokens?: number;
  readonly signal?: AbortSignal;
}

/** Questions about one meeting. */
export function questionsTo(model: Model, circumstances: Circumstances = {}): Questions {
  const { kept = new Map(), tokens = 1_000_000, signal = new AbortController().signal } = circumstances;
  const memory = {
    recall: (question: string) => kept.get(question),
    keep: async (question: string, answer: KeptAnswer) => void kept.set(question, answer),
  };
  return new Questions(model, memory, { tokens, signal });
}
