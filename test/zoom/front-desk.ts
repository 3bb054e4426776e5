import { setTimeout as delay } from 'node:timers/promises';
import { type ZoomRequest, zoomError } from './exchange.ts';
import { type Faults, faultReply } from './faults.ts';
import type { Answer } from './listener.ts';
import type { LoggedRequest } from './request-log.ts';
import { findRoute, type Route } from './routes.ts';

/** Longer than any timeout a client of Zoom should have. */
const SLOW_MS = 90_000;

export interface FrontDesk {
  routes: readonly Route[];
  faults: Faults;
  log(entry: Omit<LoggedRequest, 'at'>): void;
  /** Ends waiting answers when the server closes. */
  closing: AbortSignal;
}

/** Finds the endpoint, lets a fault strike before or after it, and logs what came of the request. */
export async function attend(request: ZoomRequest, desk: FrontDesk): Promise<Answer> {
  const found = findRoute(desk.routes, request.method, request.path);
  const template = found?.route.template ?? 'unknown path';
  const reply = await replyTo({ ...request, params: found?.params ?? {} }, template, found?.route, desk);
  desk.log({
    method: request.method,
    template,
    path: request.path,
    status: reply === 'cut' ? 0 : reply.status,
  });
  return reply;
}

async function replyTo(
  request: ZoomRequest,
  template: string,
  route: Route | undefined,
  desk: FrontDesk,
): Promise<Answer> {
  const fault = desk.faults.take(template, request);
  if (fault?.respond === 'cut') return 'cut';
  if (fault && typeof fault.respond === 'object') return faultReply(fault.respond);
  if (fault?.respond === 'slow') await pause(fault.delayMs ?? SLOW_MS, desk.closing);
  const reply = route
    ? await route.handle(request)
    : zoomError(404, 300, 'Request path is not found, or a part of it was not encoded.');
  if (fault?.respond === 'half_answer') return { ...reply, half: true };
  return fault?.respond === 'lose_answer' ? 'cut' : reply;
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);
