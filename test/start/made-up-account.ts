import { fakerEN as faker } from '@faker-js/faker';
import type { Attendee, RecordingFile, ZoomUser } from '../zoom/account.ts';
import { zoomTime } from '../zoom/clock.ts';
import type { ZoomAccount } from '../zoom/index.ts';
import { meetingUuid } from '../zoom/opaque.ts';
import { vttOf } from '../zoom/zoom-vtt.ts';

const CUSTOMERS = 4;
const CUES = 24;
const CUE_MS = 5_000;
const DAY_MS = 86_400_000;
const TRAPS = ['plain', 'leading_slash', 'double_slash'] as const;

export interface MadeUp {
  readonly account: ZoomAccount;
  /** What HALO_SEED holds: a company and its contact for each recording. */
  readonly seed: object;
  /** By uuid, the customer its recording belongs to. */
  readonly customers: Readonly<Record<string, { readonly companyId: string; readonly endUserId: string }>>;
}

interface Customer {
  readonly company: { readonly id: string; readonly name: string; readonly domain: string };
  readonly contact: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly companyId: string;
  };
}

/** A Zoom account that nobody has seen before: one recorded call with each of its customers. */
export function madeUpAccount(now: Date): MadeUp {
  const host = madeUpUser();
  const customers = Array.from({ length: CUSTOMERS }, madeUpCustomer);
  const recordings = customers.map((customer, index) => {
    const start = new Date(now.getTime() - (index + 1) * 3 * DAY_MS);
    const vtt = madeUpVtt([`${host.firstName} ${host.lastName}`, customer.contact.name]);
    return {
      uuid: meetingUuid(faker.string.uuid(), TRAPS[index % TRAPS.length]),
      meetingId: 70_000_000_000 + index,
      hostId: host.id,
      topic: `${customer.company.name}: ${faker.commerce.productName()}`,
      type: 2,
      startTime: zoomTime(start),
      duration: 5,
      timezone: 'UTC',
      state: 'listed' as const,
      files: [transcriptFile(vtt, start)],
      attendees: [hostAttendee(host, start), guest(customer, start)],
      restricted: false,
    };
  });
  return {
    account: {
      id: faker.string.alphanumeric(22),
      users: [host],
      recordings,
      meetings: [],
      hasWebinarPlan: false,
    },
    seed: {
      companies: customers.map(({ company }) => company),
      endUsers: customers.map(({ contact }) => contact),
      teamEmails: [host.email],
      settings: {},
      rules: [],
    },
    customers: Object.fromEntries(
      recordings.flatMap(({ uuid }, index) => {
        const customer = customers[index];
        return customer ? [[uuid, { companyId: customer.company.id, endUserId: customer.contact.id }]] : [];
      }),
    ),
  };
}

function madeUpUser(): ZoomUser {
  const [firstName, lastName] = [faker.person.firstName(), faker.person.lastName()];
  const email = faker.internet.email({ firstName, lastName, provider: 'vendor.example' }).toLowerCase();
  return { id: faker.string.alphanumeric(22), email, firstName, lastName, timezone: 'UTC' };
}

function madeUpCustomer(): Customer {
  const company = {
    id: faker.string.uuid(),
    name: faker.company.name(),
    domain: `${faker.string.alpha({ length: 12, casing: 'lower' })}.example`,
  };
  const name = `${faker.person.firstName()} ${faker.person.lastName()}`;
  const email = `${faker.string.alpha({ length: 10, casing: 'lower' })}@${company.domain}`;
  return { company, contact: { id: faker.string.uuid(), email, name, companyId: company.id } };
}

function madeUpVtt(speakers: readonly string[]): string {
  const cues = Array.from({ length: CUES }, (_, index) => {
    const startMs = index * CUE_MS;
    const text = `${speakers[index % speakers.length]}: ${faker.hacker.phrase()}`;
    return { startMs, endMs: startMs + CUE_MS - 1_000, text };
  });
  return vttOf(cues);
}

function transcriptFile(vtt: string, start: Date): RecordingFile {
  return {
    id: faker.string.uuid(),
    fileType: 'TRANSCRIPT',
    recordingType: 'audio_transcript',
    extension: 'VTT',
    start: zoomTime(start),
    end: zoomTime(new Date(start.getTime() + CUES * CUE_MS)),
    size: Buffer.byteLength(vtt),
    content: vtt,
    pending: false,
  };
}

function hostAttendee(host: ZoomUser, start: Date): Attendee {
  return {
    ...stay(start),
    zoomUserId: host.id,
    name: `${host.firstName} ${host.lastName}`,
    email: host.email,
    internal: true,
    onCalendarInvite: false,
  };
}

/** On the calendar's invite: of other guests Zoom hides the address. */
function guest({ contact }: Customer, start: Date): Attendee {
  return {
    ...stay(start),
    zoomUserId: '',
    name: contact.name,
    email: contact.email,
    internal: false,
    onCalendarInvite: true,
  };
}

function stay(start: Date) {
  return {
    joinId: faker.string.numeric(8),
    status: 'in_meeting' as const,
    joinTime: zoomTime(start),
    leaveTime: zoomTime(new Date(start.getTime() + CUES * CUE_MS)),
  };
}
