import { createHash } from 'node:crypto';
import { madeUpAccount } from '../../scripts/bench/made-up-account.ts';
import type {
  RecordingFile,
  ScheduledMeeting,
  ZoomAccount,
  ZoomRecording,
  ZoomUser,
} from '../zoom/account.ts';

/** One org, and whoever connects its Zoom. */
export interface Tenant {
  readonly orgId: string;
  /** Stands in everything that is written in Halo for this org, and for no other. */
  readonly marker: string;
  readonly user: ZoomUser;
  /** What the user may grant: the whole account, or what they host themselves. */
  readonly scope: 'admin_managed' | 'user_managed';
  /** Words of the recordings that it may see. */
  readonly calls: readonly string[];
  /** The recordings that its user hosts. */
  readonly uuids: readonly string[];
}

export interface Cast {
  readonly accounts: readonly ZoomAccount[];
  readonly tenants: readonly Tenant[];
}

/** Of the recordings of each user, so many are not made yet. */
const PENDING = 1;
const CUES = 6;

/** Five orgs each time: two with an account of their own, two users of one account, and a second admin of the first one's. */
const HOUSES = [
  [{ scope: 'admin_managed' }, { scope: 'admin_managed' }],
  [{ scope: 'admin_managed' }],
  [{ scope: 'user_managed' }, { scope: 'user_managed' }],
] as const;

/** So many orgs, each with so many recorded calls. All know the same customers, under the same ids. */
export function castOf(orgs: number, recordings: number, now: Date): Cast {
  const accounts: ZoomAccount[] = [];
  const tenants: Tenant[] = [];
  while (tenants.length < orgs) {
    const house = (HOUSES[accounts.length % HOUSES.length] ?? HOUSES[0]).slice(0, orgs - tenants.length);
    const hosts = house.map((_, place) => hostedBy(tenants.length + place, recordings, now));
    const account = together(`account${accounts.length}`, hosts);
    accounts.push(account);
    const all = hosts.map(({ marker }) => marker);
    for (const [place, { scope }] of house.entries()) {
      const host = hosts[place];
      if (!host) continue;
      tenants.push({
        orgId: `org${tenants.length}`,
        marker: wordOf('org', tenants.length),
        user: host.user,
        scope,
        calls: scope === 'admin_managed' ? all : [host.marker],
        uuids: host.recordings.map(({ uuid }) => uuid),
      });
    }
  }
  return { accounts, tenants };
}

/** What Halo knows of an org's customers. Ids and addresses are the same in all orgs. */
export function customersWith(marker: string) {
  return {
    companies: [{ id: 'customer', name: `Customer ${marker}`, domain: 'customer.example' }],
    endUsers: [0, 1].map((index) => ({
      id: `contact-${index}`,
      name: `Contact ${marker}`,
      email: `guest${index}@customer.example`,
      companyId: 'customer',
    })),
    settings: { zoomPlan: 'business', zoomShare: 100 },
  };
}

interface Hosted {
  readonly marker: string;
  readonly user: ZoomUser;
  readonly recordings: readonly ZoomRecording[];
  readonly meetings: readonly ScheduledMeeting[];
}

/** The calls of one user. Meeting ids are made for each account by itself, and here several become one. */
function hostedBy(index: number, recordings: number, now: Date): Hosted {
  const marker = wordOf('call', index);
  const made = madeUpAccount(recordings - PENDING, now, {
    name: `user${index}`,
    pending: PENDING,
    cues: CUES,
  });
  const [user] = made.users;
  if (!user) throw new Error('The account has no user.');
  const own = <T extends { topic: string }>(each: T): T => ({ ...each, topic: `${each.topic} ${marker}` });
  return {
    marker,
    user,
    recordings: made.recordings.map((recording) => ({
      ...own(recording),
      meetingId: recording.meetingId + index * 1000,
      attendees: recording.attendees.map((one) => ({ ...one, name: `${one.name} ${marker}` })),
      files: recording.files.map((file) => withMarker(file, marker)),
    })),
    meetings: made.meetings.map((meeting) => ({ ...own(meeting), id: meeting.id + index * 1000 })),
  };
}

function together(id: string, hosts: readonly Hosted[]): ZoomAccount {
  return {
    id,
    users: hosts.map(({ user }) => user),
    recordings: hosts.flatMap(({ recordings }) => recordings),
    meetings: hosts.flatMap(({ meetings }) => meetings),
    hasWebinarPlan: false,
  };
}

function withMarker(file: RecordingFile, marker: string): RecordingFile {
  const said = `Could you add a filter by ${marker} to the report?`;
  const content = `${file.content}\r\n1000\r\n00:59:00.000 --> 00:59:05.000\r\nGuest: ${said}\r\n`;
  return { ...file, content, size: content.length };
}

/** One word, the same at each call, and found wherever it is quoted. */
function wordOf(kind: string, index: number): string {
  return kind + createHash('sha256').update(`${kind} ${index}`).digest('hex').slice(0, 32);
}
