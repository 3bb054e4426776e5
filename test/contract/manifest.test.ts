import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifest as manifestContract, statsOutput } from '../../contracts/generated/validators.ts';
import { OPTIONAL_SERVICES, REQUIRED_SERVICES } from '../../contracts/host.ts';
import manifestSchema from '../../contracts/manifest.schema.json' with { type: 'json' };
import { plugin } from '../../plugin/index.ts';
import { readSettings, type Settings } from '../../plugin/settings.ts';
import { HANDLED_EVENTS } from '../../plugin/webhook/events.ts';
import { ENDPOINTS, type Endpoint, type EndpointName, endpointLabel } from '../../plugin/zoom/endpoints.ts';
import { isAllowed } from '../../plugin/zoom/network.ts';
import { missingRequired } from '../../plugin/zoom/scopes.ts';
import file from '../../plugin.manifest.json' with { type: 'json' };
import { deploymentOf, readEnvironment } from '../../scripts/start/environment.ts';
import { HALO_VERSION } from '../halo/plugin-loader.ts';
import { fixturesFolder, readHar } from '../zoom/index.ts';
import { withoutRequiredFields, withUnknownFields } from './breakages.ts';

const manifest = manifestContract.parse(file);
const { scopes } = manifest.oauth;
const endpoints = Object.keys(ENDPOINTS).filter(isEndpoint);

describe('the manifest', () => {
  it('is the one the plugin object carries, and fits its schema', () => {
    expect(plugin.manifest).toEqual(file);
  });

  it.each(withoutRequiredFields(manifestSchema, file))(
    'is refused by name without $field',
    ({ field, value }) => {
      expect(() => manifestContract.parse(value)).toThrow(`${field}: `);
    },
  );

  it.each(withUnknownFields(manifestSchema, file))('is refused with the unknown $field', ({ value }) => {
    expect(() => manifestContract.parse(value)).toThrow('surprise');
  });

  it('is refused when a scope names neither form of the permission', () => {
    const nameless = {
      ...file,
      oauth: { ...file.oauth, scopes: [{ why: 'x', costs: 'x', optional: true, neededBy: ['x'] }] },
    };
    expect(() => manifestContract.parse(nameless)).toThrow('oauth.scopes.0: ');
  });

  it('names a Halo that the plugin accepts, and none that it does not', () => {
    const services = [...REQUIRED_SERVICES, ...OPTIONAL_SERVICES];
    expect(plugin.negotiate({ version: HALO_VERSION, services })).toEqual({ ok: true, without: [] });
    expect(plugin.negotiate({ version: '2.0.0', services })).toMatchObject({
      ok: false,
      reason: expect.stringContaining(manifest.engines.halo),
    });
  });
});

describe('the scopes', () => {
  it.each(endpoints.filter((name) => !isGrantedToApp(name)))(
    'say what %s needs, as a user-managed and as an admin-managed app',
    (name) => {
      const { scope, adminOnly }: Endpoint = ENDPOINTS[name];
      const forms = { ...(adminOnly ? {} : { user: scope }), admin: `${scope}:admin` };
      const asked = scopes.filter(({ neededBy }) => neededBy.includes(endpointLabel(name)));
      expect(
        asked.map(({ user, admin }) => ({ ...(user ? { user } : {}), ...(admin ? { admin } : {}) })),
      ).toEqual([forms]);
    },
  );

  it('leave out what only the app itself may hold: Zoom does not let it be asked of a user', () => {
    const own = endpoints.filter(isGrantedToApp).map((name) => ENDPOINTS[name].scope);
    expect(own.filter((scope) => !scope.startsWith('marketplace:'))).toEqual([]);
    expect(scopes.filter(({ user = '', admin = '' }) => `${user} ${admin}`.includes('marketplace:'))).toEqual(
      [],
    );
  });

  it('are asked for nothing but the endpoints and events that the plugin uses', () => {
    const used = new Set([...endpoints.map(endpointLabel), ...HANDLED_EVENTS]);
    expect(scopes.flatMap(({ neededBy }) => neededBy).filter((need) => !used.has(need))).toEqual([]);
  });

  it('are optional unless nothing can be ingested without them', () => {
    const required = (reach: 'user' | 'account') => missingRequired(['some:other:scope'], reach);
    const named = scopes.filter(({ optional }) => !optional);
    const user = named.flatMap((scope) => scope.user ?? []);
    const admin = named.flatMap((scope) => scope.admin ?? []);
    expect(user.toSorted()).toEqual(required('user').toSorted());
    // An admin's grant lists the account; the user listing is what is left when that is not granted.
    expect(admin.toSorted()).toEqual(
      [...required('account'), `${ENDPOINTS.userRecordings.scope}:admin`].toSorted(),
    );
  });
});

describe('what the manifest promises', () => {
  it('is to be told of exactly the events that lead to work', () => {
    expect(new Set(manifest.webhook.events)).toEqual(HANDLED_EVENTS);
    expect(manifest.webhook.events).toHaveLength(HANDLED_EVENTS.size);
  });

  it('is to call no other hosts than Zoom’s, and it needs no others', async () => {
    const { network, oauth } = manifest;
    const zoom = realZoom();
    const called = [zoom.apiUrl, zoom.oauthUrl, oauth.tokenUrl, oauth.revokeUrl];
    expect(called.filter((url) => !isAllowed(new URL(url), network.api))).toEqual([]);
    expect(zoom.downloadHosts).toEqual(network.download);
    const har = await readHar(join(fixturesFolder(), 'first-connect.har'));
    const recorded = har.log.entries.map(({ request }) => new URL(request.url));
    const all = [...network.api, ...network.download];
    expect(recorded.filter((url) => !isAllowed(url, all))).toEqual([]);
  });

  it('is to send the browser to the authorize URL, with PKCE as stated', async () => {
    const { oauth } = manifest;
    const url = new URL(
      await plugin.oauth.authorize({
        oauthUrl: realZoom().oauthUrl,
        clientId: 'app',
        redirectUri: 'https://halo.example/callback',
        state: 'state',
        codeVerifier: 'a-verifier-that-is-longer-than-forty-three-characters',
      }),
    );
    expect(`${url.origin}${url.pathname}`).toBe(oauth.authorizeUrl);
    expect(url.searchParams.get('code_challenge_method')).toBe(oauth.pkce);
  });

  it('are settings that the plugin reads, all of them and no others', () => {
    // The compiler keeps this list complete.
    const read: { readonly [Name in keyof Settings]: true } = {
      lookbackDays: true,
      ownDomains: true,
      freeMailDomains: true,
      foldPlusTags: true,
      internalOnlyMeetings: true,
      unmatchedMeetings: true,
      distillation: true,
      modelTokensPerMeeting: true,
      aiSummary: true,
      meetingChat: true,
      skipTitles: true,
      onlyHosts: true,
      skipHosts: true,
      minimumMinutes: true,
      webinars: true,
      uploads: true,
      breakoutRooms: true,
      redactEmails: true,
      redactPhones: true,
      redactCards: true,
      redactIbans: true,
      redactSecrets: true,
      redactPatterns: true,
      deletion: true,
      retentionDays: true,
      zoomPlan: true,
      zoomShare: true,
    };
    expect(Object.keys(manifest.settings.properties).toSorted()).toEqual(Object.keys(read).toSorted());
  });

  it('are defaults that stand in for every setting an org has not made', () => {
    const properties = Object.entries(manifest.settings.properties);
    expect(readSettings({})).toEqual(
      Object.fromEntries(properties.map(([name, { default: value }]) => [name, value])),
    );
  });

  it('are stats that the stats hook answers with', () => {
    const answer = statsOutput.parse({
      totalMeetings: 0,
      linkedMeetings: 0,
      recentTranscripts: [],
      activity: [],
      lastSyncAt: null,
      health: {
        state: 'disconnected',
        missingScopes: [],
        webhook: 'inactive',
        awaitingTranscript: 0,
        failed: 0,
        warnings: [],
      },
    });
    expect(manifest.stats.filter(({ key }) => !(key in answer))).toEqual([]);
  });

  it('is a queue for every hook of the plugin', () => {
    expect(Object.keys(manifest.hooks).toSorted()).toEqual(Object.keys(plugin.hooks).toSorted());
  });

  it('is a secret to verify webhooks with, which the deployment has to set', () => {
    expect(manifest.secrets.map(({ name }) => name)).toContain(manifest.webhook.secret);
  });
});

/** The Zoom that Halo talks to when nobody names another. */
function realZoom() {
  return deploymentOf(readEnvironment({}), manifest);
}

function isGrantedToApp(name: EndpointName): boolean {
  const { grantedTo }: Endpoint = ENDPOINTS[name];
  return grantedTo === 'app';
}

function isEndpoint(name: string): name is EndpointName {
  return name in ENDPOINTS;
}
