/** What was recorded and written. */
export interface Recorded {
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
  readonly exchanges: number;
  /** Different originals, by kind. */
  readonly replaced: Readonly<Record<string, number>>;
  /** Texts that were read for what may have been left. */
  readonly checked: number;
  readonly seconds: number;
}

export function recordedInWords({
  folder,
  files,
  bytes,
  exchanges,
  replaced,
  checked,
  seconds,
}: Recorded): string {
  const kinds = Object.entries(replaced).map(([kind, count]) => `${count} ${kind}`);
  return [
    `${exchanges} exchanges with Zoom are in ${folder}: ${files} files of ${Math.ceil(bytes / 1024)} KB, in ${seconds} s.`,
    `Replaced, each by the same everywhere: ${kinds.join(', ')}.`,
    `${checked} texts were read again; none holds a token, an address or a text of the original.`,
    '',
  ].join('\n');
}
