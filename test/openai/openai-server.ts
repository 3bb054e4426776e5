import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';

const request = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.string() })),
  response_format: z
    .looseObject({ type: z.string(), json_schema: z.looseObject({ name: z.string() }).optional() })
    .optional(),
});

/** One request, as it came. */
export interface Asked {
  readonly authorization: string | undefined;
  readonly body: z.infer<typeof request>;
}

/** How the endpoint answers: with text, with a refusal, with half an answer, or not at all. */
export type Reply =
  | { readonly text: string }
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly message?: string;
    }
  | 'cut off'
  | 'silence';

const USAGE = { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 };

/** An endpoint that speaks the OpenAI protocol over real HTTP, and misbehaves when it is told to. */
export class OpenAiServer {
  readonly asked: Asked[] = [];
  readonly url: string;
  readonly #server: Server;
  #answer: (asked: Asked) => Reply;

  static async open(answer: (asked: Asked) => Reply): Promise<OpenAiServer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new OpenAiServer(server, answer);
  }

  private constructor(server: Server, answer: (asked: Asked) => Reply) {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The server has no port.');
    this.url = `http://127.0.0.1:${address.port}/v1`;
    this.#server = server;
    this.#answer = answer;
    server.on('request', (incoming, response) => void this.#reply(incoming, response));
  }

  answerWith(answer: (asked: Asked) => Reply): void {
    this.#answer = answer;
  }

  /** These in turn, the last one again and again. */
  answerInTurn(...replies: readonly [Reply, ...Reply[]]): void {
    let given = 0;
    this.answerWith(() => replies[Math.min(given++, replies.length - 1)] ?? replies[0]);
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #reply(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
    const body = request.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    const asked = { authorization: incoming.headers.authorization, body };
    this.asked.push(asked);
    const reply = this.#answer(asked);
    if (reply === 'silence') return;
    if (reply === 'cut off') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '10000' });
      response.write('{"id":"a","created":1,"model":"m","choices":[{"index":0,"mess');
      setImmediate(() => response.destroy());
      return;
    }
    if ('status' in reply) {
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
      response.end(JSON.stringify({ error: { message: reply.message ?? 'Not now.' } }));
      return;
    }
    const message = { role: 'assistant', content: reply.text };
    const choices = [{ index: 0, finish_reason: 'stop', message }];
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: 'a', created: 1, model: 'm', choices, usage: USAGE }));
  }
}
