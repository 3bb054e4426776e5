/** The JSON of an input; undefined where it is none, as nothing of ours is then asked to read it. */
export function jsonIn(input: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(input).toString());
  } catch {
    return undefined;
  }
}
