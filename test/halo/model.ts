import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import {
  APICallError,
  generateText,
  jsonSchema,
  type LanguageModelUsage,
  NoObjectGeneratedError,
  Output,
  RetryError,
} from 'ai';
import type { Model } from '../../contracts/host.ts';

export interface ModelEndpoint {
  /** e.g. `https://api.example.com/v1` */
  readonly baseUrl: string;
  readonly name: string;
  readonly apiKey?: string;
  /** How long one answer is waited for. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 120_000;
/** The SDK's own retries are for a blip of the network; a longer outage is the job queue's to wait out. */
const RETRIES = 2;

/** Structured generation by an OpenAI-compatible endpoint. */
export function openModel({ baseUrl, name, apiKey, timeoutMs = TIMEOUT_MS }: ModelEndpoint): Model {
  const provider = createOpenAICompatible({
    name: 'halo',
    baseURL: baseUrl,
    // Without it the endpoint is only told to answer in JSON, and never sees the schema.
    supportsStructuredOutputs: true,
    ...(apiKey ? { apiKey } : {}),
  });
  return {
    async generate({ system, prompt, schema, schemaName, signal }) {
      const timeout = AbortSignal.timeout(timeoutMs);
      try {
        const { output, usage } = await generateText({
          model: provider(name),
          instructions: system,
          prompt,
          output: Output.object({ schema: jsonSchema(schema), name: schemaName }),
          temperature: 0,
          maxRetries: RETRIES,
          abortSignal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        });
        return { object: output, usage: costOf(usage) };
      } catch (error) {
        // An answer that is no JSON is an answer: the caller, who validates it anyway, decides what to do about it.
        if (NoObjectGeneratedError.isInstance(error))
          return { object: undefined, usage: costOf(error.usage) };
        signal?.throwIfAborted();
        throw new Error(`The language model gave no answer (${kindOf(error)}).`);
      }
    },
  };
}

function costOf(usage: LanguageModelUsage | undefined): { inputTokens?: number; outputTokens?: number } {
  const { inputTokens, outputTokens } = usage ?? {};
  return {
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
  };
}

/** Of an error no words are told: an endpoint may answer with those of the meeting that it was asked about. */
function kindOf(error: unknown): string {
  if (RetryError.isInstance(error)) return kindOf(error.lastError);
  if (APICallError.isInstance(error) && error.statusCode !== undefined) return `HTTP ${error.statusCode}`;
  return error instanceof Error ? error.name : 'no error';
}
