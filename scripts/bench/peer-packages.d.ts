// The package names a types.d.ts that it does not ship.
declare module 'node-webvtt' {
  export function parse(
    text: string,
    options?: { meta?: boolean; strict?: boolean },
  ): { cues: { identifier: string; start: number; end: number; text: string; styles: string }[] };
}

// The package's own types import each other without file endings, which an ES module may not.
declare module 'media-captions' {
  export function parseText(
    text: string,
  ): Promise<{ cues: { startTime: number; endTime: number; text: string }[] }>;
}
