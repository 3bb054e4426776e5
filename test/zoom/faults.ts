import type { ZoomReply, ZoomRequest } from './exchange.ts';

/**
 * What goes wrong: an answer of its own; `cut`, the connection dies before Zoom looked; `lose_answer`, Zoom did what
 * was asked and the connection dies then (how a rotated refresh token gets lost); `half_answer`, it dies in the middle
 * of the answer's body; `slow`, the answer takes `delayMs`.
 */
export interface Fault {
  match?: { method?: string; template?: string; where?: (request: ZoomRequest) => boolean };
  /** How many requests it hits; 1 unless told. */
  times?: number;
  respond: FaultAnswer | 'cut' | 'lose_answer' | 'half_answer' | 'slow';
  /** Of `slow`; longer than any sensible timeout unless told. */
  delayMs?: number;
}

export interface FaultAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Trouble that comes by chance. */
export interface Weather {
  /** The fault that hits this request, if any. */
  draw(template: string): Fault | undefined;
}

/** The faults that wait to happen, in the order they were added; and the weather, fair unless told. */
export class Faults {
  weather: Weather | undefined;
  readonly #waiting: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#waiting.length = 0;
    this.weather = undefined;
  }

  /** The fault that hits this request, which uses it up once. */
  take(template: string, request: ZoomRequest): Fault | undefined {
    const hit = this.#waiting.find(
      ({ fault, left }) => left > 0 && matches(fault.match ?? {}, template, request),
    );
    if (!hit) return this.weather?.draw(template);
    hit.left -= 1;
    return hit.fault;
  }
}

const matches = (match: NonNullable<Fault['match']>, template: string, request: ZoomRequest): boolean =>
  (match.method ?? request.method) === request.method &&
  (match.template ?? template) === template &&
  (match.where?.(request) ?? true);

export function faultReply(answer: FaultAnswer): ZoomReply {
  const body = answer.body ?? '';
  const isText = typeof body === 'string';
  return {
    status: answer.status,
    headers: {
      'content-type': isText ? 'text/html;charset=utf-8' : 'application/json;charset=UTF-8',
      ...answer.headers,
    },
    body: isText ? body : JSON.stringify(body),
  };
}
