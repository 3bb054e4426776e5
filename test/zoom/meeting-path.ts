export type MeetingReference = { kind: 'number'; id: number } | { kind: 'uuid'; uuid: string };

/**
 * Which meeting a path segment names. Zoom decodes twice; a uuid that starts with `/` or holds `//` is lost unless it
 * arrived double-encoded, any other may arrive encoded once or twice.
 */
export function meetingReference(segment: string): MeetingReference | undefined {
  const once = decoded(segment);
  if (once === undefined) return undefined;
  if (/^\d{9,12}$/.test(once)) return { kind: 'number', id: Number(once) };
  if (once.includes('%')) {
    const twice = decoded(once);
    return twice === undefined ? undefined : { kind: 'uuid', uuid: twice };
  }
  return needsDoubleEncoding(once) ? undefined : { kind: 'uuid', uuid: once };
}

const needsDoubleEncoding = (uuid: string): boolean => uuid.startsWith('/') || uuid.includes('//');

/** The shortest encoding that Zoom accepts for this uuid. */
export const encodeMeetingUuid = (uuid: string): string =>
  needsDoubleEncoding(uuid) ? encodeURIComponent(encodeURIComponent(uuid)) : encodeURIComponent(uuid);

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
