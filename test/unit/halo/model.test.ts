import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { openModel } from '../../halo/model.ts';
import { OpenAiServer, type Reply } from '../../openai/openai-server.ts';

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

let server: OpenAiServer | undefined;

afterEach(() => server?.close());

/** Answers with these, in turn. */
async function endpoint(...replies: readonly [Reply, ...Reply[]]) {
  server = await OpenAiServer.open(() => replies[0]);
  server.answerInTurn(...replies);
  return { asked: server.asked, model: openModel({ baseUrl: server.url, name: 'm', apiKey: 'a-key' }) };
}

describe('an OpenAI-compatible endpoint', () => {
  it('is given the schema, and its answer comes back as an object with what it cost', async () => {
    const { asked, model } = await endpoint({ text: '{"requests":["dark mode"]}' });
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
      { status: 429, headers: { 'retry-after-ms': '20' } },
      { text: '{"requests":[]}' },
    );
    expect((await model.generate(REQUEST)).object).toEqual({ requests: [] });
    expect(asked).toHaveLength(2);
  });

  it('that answers something that is no JSON has given no object, and still cost something', async () => {
    const { model } = await endpoint({ text: 'Sure! Here you go.' });
    expect(await model.generate(REQUEST)).toEqual({
      object: undefined,
      usage: { inputTokens: 12, outputTokens: 3 },
    });
  });

  it('that refuses is told by its status, in no words of its own: they may be those of the meeting', async () => {
    const { model } = await endpoint({ status: 400, message: `No answer to “${REQUEST.prompt}”` });
    const error: unknown = await model.generate(REQUEST).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ message: 'The language model gave no answer (HTTP 400).' });
    expect(inspect(error)).not.toContain(REQUEST.prompt);
  });

  it('is left alone once the job is aborted', async () => {
    const { asked, model } = await endpoint({ text: '{"requests":[]}' });
    await expect(model.generate({ ...REQUEST, signal: AbortSignal.abort() })).rejects.toThrow();
    expect(asked).toHaveLength(0);
  });
});
