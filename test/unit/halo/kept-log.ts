import type { DestinationStream } from 'pino';
import { z } from 'zod';

const record = z.looseObject({ event: z.string(), msg: z.string() });
type LogRecord = z.infer<typeof record>;

/** Where a test has Halo log to: keeps every line, and reads them as records. */
export class KeptLog implements DestinationStream {
  readonly lines: string[] = [];

  write(line: string): void {
    this.lines.push(line);
  }

  get records(): LogRecord[] {
    return this.lines.map((line) => record.parse(JSON.parse(line)));
  }

  /** The names of the records about one thing, in order. */
  eventsOf(...events: readonly string[]): string[] {
    return this.records.flatMap(({ event }) => (events.includes(event) ? [event] : []));
  }
}
