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

function parsed(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
