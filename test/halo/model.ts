import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText, jsonSchema, Output } from 'ai';
import type { Model } from '../../contracts/host.ts';

export interface ModelEndpoint {
  /** e.g. `https://api.example.com/v1` */
  readonly baseUrl: string;
  readonly name: string;
  readonly apiKey?: string;
}

const TIMEOUT_MS = 120_000;
/** The SDK's own retries are for a blip of the network; a longer outage is the job queue's to wait out. */
const RETRIES = 2;

/** Structured generation by an OpenAI-compatible endpoint. */
export function openModel({ baseUrl, name, apiKey }: ModelEndpoint): Model {
  const provider = createOpenAICompatible({
    name: 'halo',
    baseURL: baseUrl,
    // Without it the endpoint is only told to answer in JSON, and never sees the schema.
    supportsStructuredOutputs: true,
    ...(apiKey ? { apiKey } : {}),
  });
  return {
    async generate({ system, prompt, schema, schemaName, signal }) {
      const timeout = AbortSignal.timeout(TIMEOUT_MS);
      const { output, usage } = await generateText({
        model: provider(name),
        instructions: system,
        prompt,
        output: Output.object({ schema: jsonSchema(schema), name: schemaName }),
        temperature: 0,
        maxRetries: RETRIES,
        abortSignal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      const { inputTokens, outputTokens } = usage;
      return {
        object: output,
        usage: {
          ...(inputTokens === undefined ? {} : { inputTokens }),
          ...(outputTokens === undefined ? {} : { outputTokens }),
        },
      };
    },
  };
}
