declare module 'webvtt-parser' {
  export class WebVTTParser {
    parse(
      text: string,
      mode?: string,
    ): {
      cues: { startTime: number; endTime: number; text: string }[];
      errors: { message: string; line: number }[];
    };
  }
  // All that Node finds: it is a CommonJS module whose names Node cannot see.
  const webvtt: { WebVTTParser: typeof WebVTTParser };
  export default webvtt;
}
