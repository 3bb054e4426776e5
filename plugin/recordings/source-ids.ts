/*
 * A meeting UUID holds `/`, `+` and `=`. Base64url of its bytes is safe in URLs and file names, keeps case, and can be
 * turned back. These ids are public: changing the scheme would orphan everything that is stored.
 */

export function transcriptSourceId(uuid: string): string {
  return `zoom:${Buffer.from(uuid, 'utf8').toString('base64url')}`;
}

export function distilledSourceId(uuid: string): string {
  return `distilled:${transcriptSourceId(uuid)}`;
}

/** The AI Companion's summary, beside the transcript and never part of it. */
export function summarySourceId(uuid: string): string {
  return `${transcriptSourceId(uuid)}/summary`;
}

/** The meeting's chat, likewise. */
export function chatSourceId(uuid: string): string {
  return `${transcriptSourceId(uuid)}/chat`;
}

/** The UUID in a transcript's source id, or undefined if it is not one: summary and chat are never distilled. */
export function uuidOfSource(sourceId: string): string | undefined {
  const encoded = /^zoom:([A-Za-z0-9_-]+)$/.exec(sourceId)?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64url').toString('utf8');
}
