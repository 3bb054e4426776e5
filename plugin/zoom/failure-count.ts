import type { Metrics } from '../../contracts/host.ts';
import { ZoomError } from './errors.ts';

/** Counts a try that Zoom refused or did not answer. Anything else that went wrong was no request's fault. */
export function countFailure(metrics: Metrics, endpoint: string, error: unknown): void {
  if (error instanceof ZoomError)
    metrics.count('zoom_request_failures_total', 1, { endpoint, code: error.code });
}
