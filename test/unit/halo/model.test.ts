import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openModel } from '../../halo/model.ts';

interface Asked {
  readonly authorization: string | undefined;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly response_format?: { readonly type: string; readonly json_schema?: { readonly name: string } };
  };
}

const REQUEST = {
  system: 'You list what was asked for.',
  prompt: 'The transcript.',
  schemaName: 'requests',
  schema: {
    type: 'object',
    properties: { requests: { type: 'array', items: { type: 'string' } } },
    required: ['requests'],
    additionalProperties: false,
  },
};

let server: Server | undefined;

afterEach(() => server?.close());

/** An endpoint that speaks the OpenAI protocol: answers with these, in turn, and keeps what it was asked. */
async function endpoint(...answers: readonly { status: number; text: string }[]) {
  const asked: Asked[] = [];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    asked.push({
      authorization: request.headers.authorization,
      body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
    });
    const { status, text } = answers[Math.min(asked.length, answers.length) - 1] ?? { status: 500, text: '' };
    const choices = [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: text } }];
    const usage = { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(
        status === 200 ? { id: 'a', created: 1, model: 'm', choices, usage } : { error: { message: text } },
      ),
    );
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { asked, model: openModel({ baseUrl: `http://127.0.0.1:${port}/v1`, name: 'm', apiKey: 'a-key' }) };
}

describe('an OpenAI-compatible endpoint', () => {
  it('is given the schema, and its answer comes back as an object with what it cost', async () => {
    const { asked, model } = await endpoint({ status: 200, text: '{"requests":["dark mode"]}' });
    expect(await model.generate(REQUEST)).toEqual({
      object: { requests: ['dark mode'] },
      usage: { inputTokens: 12, outputTokens: 3 },
    });
    expect(asked[0]?.authorization).toBe('Bearer a-key');
    expect(asked[0]?.body.model).toBe('m');
    expect(asked[0]?.body.response_format).toMatchObject({
      type: 'json_schema',
      json_schema: { name: 'requests' },
    });
    expect(asked[0]?.body.messages.map(({ role }) => role)).toEqual(['system', 'user']);
  });

  it('that is busy is asked again', async () => {
    const { asked, model } = await endpoint(
      { status: 429, text: 'busy' },
      { status: 200, text: '{"requests":[]}' },
    );
    expect((await model.generate(REQUEST)).object).toEqual({ requests: [] });
    expect(asked).toHaveLength(2);
  });

  it('that answers something that is no JSON has given no object, and still cost something', async () => {
    const { model } = await endpoint({ status: 200, text: 'Sure! Here you go.' });
    expect(await model.generate(REQUEST)).toEqual({
      object: undefined,
      usage: { inputTokens: 12, outputTokens: 3 },
    });
  });

  it('is left alone once the job is aborted', async () => {
    const { asked, model } = await endpoint({ status: 200, text: '{"requests":[]}' });
    await expect(model.generate({ ...REQUEST, signal: AbortSignal.abort() })).rejects.toThrow();
    expect(asked).toHaveLength(0);
  });
});
