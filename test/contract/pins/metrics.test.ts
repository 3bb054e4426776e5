import { describe, expect, it } from 'vitest';
import { plugin } from '../../../plugin/index.ts';
import { HALO_METRICS } from '../../halo/metrics.ts';

/**
 * Dashboards and alerts of whoever runs Halo are built on these, those of docs/runbook.md among them. That what is counted
 * carries these names and labels and no others is held by ../telemetry.test.ts, on what a running Halo has exported.
 */
const METRICS = [
  'counter zoom_requests_total{endpoint}',
  'counter zoom_request_failures_total{endpoint,code}',
  'counter zoom_pacing_wait_seconds_total{tier} in s',
  'counter zoom_token_refreshes_total{outcome}',
  'counter zoom_events_total{event,action}',
  'counter zoom_syncs_total{scope,outcome}',
  'counter zoom_recordings_total{outcome}',
  'counter zoom_unreadable_rows_total{}',
  'counter zoom_vtt_problems_total{}',
  'counter zoom_source_unavailable_total{endpoint,code}',
  'counter zoom_match_conflicts_total{}',
  'counter zoom_redactions_total{kind}',
  'counter zoom_distillations_total{outcome}',
  'counter zoom_insights_total{outcome}',
  'counter zoom_model_tokens_total{kind}',
  'counter webhook_requests{outcome,reason}',
  'counter halo_jobs_total{hook,status,reason}',
];

describe('the metrics', () => {
  it('keep their kinds, names, labels and units', () => {
    const declared = [...plugin.manifest.metrics, ...HALO_METRICS].map(
      ({ kind, name, labels, unit }) => `${kind} ${name}{${labels.join()}}${unit ? ` in ${unit}` : ''}`,
    );
    expect(declared).toEqual(METRICS);
  });
});
