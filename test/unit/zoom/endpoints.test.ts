import { describe, expect, it } from 'vitest';
import {
  ENDPOINTS,
  type Endpoint,
  type EndpointName,
  endpointLabel,
  endpointPath,
} from '../../../plugin/zoom/endpoints.ts';
import manifest from '../../../plugin.manifest.json' with { type: 'json' };

describe('the path of an endpoint', () => {
  it.each([
    ['plain', 'Vg8IdgluR5WDeWIkpJlElQ==', 'Vg8IdgluR5WDeWIkpJlElQ%3D%3D'],
    ['with one slash inside', 'ab/cdEFghIJklMNopQRst==', 'ab%2FcdEFghIJklMNopQRst%3D%3D'],
    ['with a slash in front', '/ajXp112QmuoKj4854875==', '%252FajXp112QmuoKj4854875%253D%253D'],
    ['with two slashes in a row', 'ab//EFghIJklMNopQRstuv==', 'ab%252F%252FEFghIJklMNopQRstuv%253D%253D'],
    ['with a plus', 'ab+cdEFghIJklMNopQRst==', 'ab%2BcdEFghIJklMNopQRst%3D%3D'],
    [
      'with a plus and two slashes',
      '+b//EFghIJklMNopQRstuv==',
      '%252Bb%252F%252FEFghIJklMNopQRstuv%253D%253D',
    ],
  ])('carries a uuid %s as Zoom can read it', (_, uuid, encoded) => {
    expect(endpointPath('recordingFiles', { uuid })).toBe(`/v2/meetings/${encoded}/recordings`);
    expect(endpointPath('pastParticipants', { uuid })).toBe(`/v2/past_meetings/${encoded}/participants`);
  });

  it('carries a numeric meeting id as it is', () => {
    expect(endpointPath('meeting', { meetingId: '98765432101' })).toBe('/v2/meetings/98765432101');
  });

  it('cannot leave the endpoint through a parameter', () => {
    expect(endpointPath('meeting', { meetingId: '../users/me?x=#' })).toBe(
      '/v2/meetings/..%2Fusers%2Fme%3Fx%3D%23',
    );
  });

  it('is not made without its parameters', () => {
    expect(() => endpointPath('recordingFiles', { meetingId: '1' })).toThrow(/needs uuid/);
  });
});

const names = Object.keys(ENDPOINTS).filter((name): name is EndpointName => name in ENDPOINTS);

describe('the rate limit of an endpoint', () => {
  it('is the one that Zoom labels it with, and Medium for the AI Companion’s transcripts', () => {
    const tiers = Map.groupBy(names, (name) => ENDPOINTS[name].tier);
    expect(Object.fromEntries(tiers)).toEqual({
      light: ['me', 'recordingFiles', 'meetingSummary', 'pastMeeting', 'meeting'],
      medium: [
        ...['accountRecordings', 'userRecordings', 'companionTranscript'],
        ...['pastParticipants', 'registrants', 'webinarParticipants', 'webinarRegistrants'],
      ],
      heavy: ['eventSubscriptions', 'createEventSubscription', 'deleteEventSubscription'],
      none: ['download'],
    });
  });
});

/** What the app itself is granted cannot be asked of a user. */
function isUsers(name: EndpointName): boolean {
  const { grantedTo }: Endpoint = ENDPOINTS[name];
  return grantedTo === undefined;
}

describe('the manifest', () => {
  it.each(names.filter(isUsers))('asks for the scope of %s, and says what for', (name) => {
    const { scope, adminOnly }: Endpoint = ENDPOINTS[name];
    const asked = manifest.oauth.scopes.find(({ neededBy }) => neededBy.includes(endpointLabel(name)));
    expect(asked).toMatchObject({ admin: `${scope}:admin`, ...(adminOnly ? {} : { user: scope }) });
  });
});
