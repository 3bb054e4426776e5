import { type Attributes, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Ending } from './outcome.ts';

/** Does nothing until an OpenTelemetry SDK is registered. */
const tracer = trace.getTracer('halo');

interface TracedJob {
  readonly queue: string;
  readonly id: string;
  readonly orgId: string;
  readonly attempt: number;
}

/**
 * Runs a job in a span of its own, named after its queue. A trace holds ids and codes: no address, title or word that was
 * said, and no text of an error, which may quote one.
 */
export function inSpan<T extends { readonly ending: Ending }>(
  { queue, id, orgId, attempt }: TracedJob,
  work: () => Promise<T>,
): Promise<T> {
  const attributes: Attributes = { 'halo.org.id': orgId, 'halo.job.id': id, 'halo.job.attempt': attempt };
  return tracer.startActiveSpan(queue, { attributes }, async (span) => {
    try {
      const result = await work();
      const { status, reason } = result.ending;
      span.setAttribute('halo.job.status', status);
      if (status === 'completed') span.setStatus({ code: SpanStatusCode.OK });
      else span.setAttribute('error.type', reason);
      if (status === 'failed' || status === 'given_up') span.setStatus({ code: SpanStatusCode.ERROR });
      return result;
    } finally {
      span.end();
    }
  });
}
