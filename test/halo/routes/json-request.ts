import { createMiddleware } from 'hono/factory';
import { z } from 'zod';

/** What was asked for, or what is wrong with it, in words for whoever wrote the request. */
export type JsonRequest<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: string };

/** Reads a request's JSON body. An empty one asks for the defaults; one that is not JSON fails the schema. */
export async function readJson<T>(request: Request, schema: z.ZodType<T>): Promise<JsonRequest<T>> {
  const value = parsed(await request.text());
  try {
    const read = schema.safeParse(value);
    return read.success ? { ok: true, data: read.data } : { ok: false, error: z.prettifyError(read.error) };
  } catch (error) {
    // A schema compares the `length` of whatever has one, and an object there can refuse to become a number.
    if (!(error instanceof TypeError)) throw error;
    return { ok: false, error: 'An object stands where a text or a list belongs.' };
  }
}

/** Has a handler find the request's body at `c.req.valid('json')`; whoever sends one that does not fit is told why. */
export function jsonBody<Schema extends z.ZodType<object>>(schema: Schema) {
  type Body = { in: { json: z.input<Schema> }; out: { json: z.output<Schema> } };
  return createMiddleware<object, string, Body>(async (c, next) => {
    const request = await readJson(c.req.raw, schema);
    if (!request.ok) return c.json({ error: request.error }, 400);
    c.req.addValidatedData('json', request.data);
    return next();
  });
}

function parsed(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
