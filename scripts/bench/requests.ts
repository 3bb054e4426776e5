import type { PluginManifest } from '../../contracts/generated/manifest.ts';
import { countByEndpoint } from '../../test/zoom/request-log.ts';
import { haloOptions } from '../start/halo-options.ts';
import { askedOfZoom } from './asked-of-zoom.ts';
import { type Bench, type Figures, rounded } from './bench.ts';

/** Asked once for the account, however many recordings it holds. */
const SHARED = new Set(['POST /oauth/token', 'GET /oauth/authorize', 'GET /v2/users/{id}']);
const LISTING = 'GET /v2/accounts/{id}/recordings';
/** The second half of a download: where the first one redirects to is a file store, not Zoom's API. */
const REDIRECTED = 'GET /rec/signed/{file}';

/** Zoom requests per ingested meeting: with every source of participants granted, and with none. */
export async function requests(bench: Bench): Promise<Figures> {
  const recordings = bench.quick ? 20 : 300;
  const { scopes } = (await haloOptions({})).plugin.manifest.oauth;
  const full = await count(bench, 'every scope', recordings, granted(scopes));
  const bare = await count(
    bench,
    'the required scopes alone',
    recordings,
    granted(scopes.filter(({ optional }) => !optional)),
  );
  return {
    perMeeting: full.perMeeting,
    perMeetingBare: bare.perMeeting,
    byEndpoint: full.byEndpoint,
    byEndpointBare: bare.byEndpoint,
    listing: full.listing,
    recordings,
  };
}

function granted(scopes: readonly PluginManifest['oauth']['scopes'][number][]): string[] {
  return scopes.flatMap(({ admin }) => admin ?? []);
}

async function count(bench: Bench, grant: string, recordings: number, scope: readonly string[]) {
  bench.say(`requests: ${recordings} recordings with ${grant} granted`);
  const asked = await askedOfZoom(bench, {
    recordings,
    processes: 1,
    // How fast it may ask does not change what it asks.
    zoom: { plan: 'unlimited', scope },
    // Nor does distilling, which asks Zoom nothing.
    settings: { zoomPlan: 'business', zoomShare: 100, distillation: false },
  });
  const counts = countByEndpoint(asked);
  const own = Object.entries(counts).filter(
    ([endpoint]) => !SHARED.has(endpoint) && endpoint !== LISTING && endpoint !== REDIRECTED,
  );
  return {
    perMeeting: rounded(own.reduce((sum, [, times]) => sum + times, 0) / recordings),
    byEndpoint: Object.fromEntries(own.map(([endpoint, times]) => [endpoint, rounded(times / recordings)])),
    listing: counts[LISTING] ?? 0,
  };
}
