import { ENDPOINTS } from '../../../plugin/zoom/endpoints.ts';
import { isAllowed } from '../../../plugin/zoom/network.ts';
import { encodeMeetingUuid, meetingReference } from '../../../test/zoom/meeting-path.ts';
import type { Place } from '../exchange.ts';
import { ADDRESS, replacedAddress, replacedDomain } from './addresses.ts';
import { movedDate } from './dates.ts';
import type { Dictionary } from './dictionary.ts';
import { treatmentOf } from './fields.ts';
import { fakeId, fakeSecret } from './ids.ts';

/** One host stands for all that serve the same: an account may have one that is named after the company. */
export const HOSTS: Readonly<Record<Place, string>> = {
  api: 'api.zoom.us',
  oauth: 'zoom.us',
  file: 'us06web.zoom.us',
  signed: 'ssrweb.zoom.us',
};
/** The local Zoom listens on loopback. */
const ZOOM = ['zoom.us', '*.zoom.us', '*.zoom.com', 'zoomgov.com', '*.zoomgov.com', 'http://127.0.0.1:*'];

/** Parts of Zoom's paths that are the same for everybody. */
const PATH_WORDS: ReadonlySet<string> = new Set([
  ...Object.values(ENDPOINTS).flatMap(({ template }) => template.split('/')),
  ...[
    'oauth',
    'token',
    'authorize',
    'revoke',
    'rec',
    'download',
    'webhook_download',
    'share',
    'play',
    'signed',
  ],
  ...['j', 's', 'w', 'wc', 'launch', 'register', 'docs', 'v2'],
]);

/** An address in a text or a field: whose it is, and what it opens, cannot be told any more. */
export function replacedUrl(dictionary: Dictionary, address: string): string {
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return replacedId(dictionary, address);
  const url = new URL(address);
  const isApi = url.pathname === '/' || url.pathname.startsWith('/v2/');
  if (isAllowed(url, ZOOM)) return zoomUrl(dictionary, address, isApi ? 'api' : 'file', 0);
  return dictionary.replace('url', address, () => {
    const rest = `${pathOf(dictionary, url)}${queryOf(dictionary, url, 0)}`;
    return `${url.protocol}//${replacedDomain(dictionary, url.hostname)}${withSlashOf(address, rest)}`;
  });
}

/** The address of an exchange with Zoom. Dates in it are moved by `days`. */
export function zoomUrl(dictionary: Dictionary, address: string, place: Place, days: number): string {
  const url = new URL(address);
  const rest = `${pathOf(dictionary, url)}${queryOf(dictionary, url, days)}`;
  const made = `https://${HOSTS[place]}${withSlashOf(address, rest)}`;
  // An address of the API names nobody by itself, and its dates may be the same before and after.
  return place === 'api' ? made : dictionary.replace('url', address, () => made);
}

/** `https://api.zoom.us` has no slash at its end, though a parser puts one there. */
const withSlashOf = (address: string, rest: string): string =>
  rest === '/' && !address.endsWith('/') ? '' : rest;

const pathOf = (dictionary: Dictionary, { pathname }: URL): string =>
  pathname
    .split('/')
    .map((segment) => segmentOf(dictionary, segment))
    .join('/');

/** An id in a path, encoded as often as Zoom wants it. */
export function segmentOf(dictionary: Dictionary, segment: string): string {
  if (segment === '' || PATH_WORDS.has(segment)) return segment;
  const reference = meetingReference(segment);
  if (reference?.kind !== 'uuid') return replacedId(dictionary, segment);
  return encodeMeetingUuid(replacedId(dictionary, reference.uuid));
}

export function replacedId(dictionary: Dictionary, id: string): string {
  return besideAddresses(dictionary, id, (part) =>
    dictionary.replace('id', part, (faker) => fakeId(faker, part)),
  );
}

export function replacedSecret(dictionary: Dictionary, secret: string): string {
  return besideAddresses(dictionary, secret, (part) =>
    dictionary.replace('secret', part, (faker) => fakeSecret(faker, part)),
  );
}

/** Zoom takes an address for a user's id: it stays one, and the same as elsewhere. */
function besideAddresses(dictionary: Dictionary, id: string, replace: (part: string) => string): string {
  const addresses = id.match(ADDRESS) ?? [];
  const parts = id.split(ADDRESS).map((part) => (part === '' ? '' : replace(part)));
  return parts.map((part, index) => part + replacedOrNothing(dictionary, addresses[index])).join('');
}

const replacedOrNothing = (dictionary: Dictionary, address: string | undefined): string =>
  address === undefined ? '' : replacedAddress(dictionary, address);

function queryOf(dictionary: Dictionary, { searchParams }: URL, days: number): string {
  const replaced = [...searchParams].map(([name, value]): [string, string] => {
    const plain = /^[A-Za-z][\w.-]{0,40}$/.test(name) ? name : replacedId(dictionary, name);
    return [plain, parameterOf(dictionary, name, value, days)];
  });
  return replaced.length === 0 ? '' : `?${new URLSearchParams(replaced)}`;
}

function parameterOf(dictionary: Dictionary, name: string, value: string, days: number): string {
  const treatment = treatmentOf(name);
  if (value === '' || (typeof treatment === 'object' && treatment.kept(value))) return value;
  const moved = ['from', 'to'].includes(name) ? movedDate(value, days) : undefined;
  if (moved !== undefined) return moved;
  return treatment === 'id' ? replacedId(dictionary, value) : replacedSecret(dictionary, value);
}
