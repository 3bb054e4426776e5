import { domainToASCII } from 'node:url';
import type { EndUser } from '../../../plugin/customers/directory-index.ts';
import type { MadeCompany } from './companies.ts';
import { type Draw, slug } from './draw.ts';
import { SHARED_HOSTS } from './shared-hosts.ts';

/** An end user who is this guest. */
export interface Contact {
  readonly row: EndUser;
  /** The plus tag under which Halo has the mailbox; null for none. */
  readonly tag: string | null;
}

/** Somebody from outside, and what the maker knows of them. */
export interface Guest {
  readonly name: string;
  readonly local: string;
  readonly host: string;
  /** Calendars and forms may know them as `local+tag`; null for people who have no such habit. */
  readonly tag: string | null;
  readonly zoomUserId: string;
  readonly contacts: readonly Contact[];
  /** The company that the host alone names. */
  readonly employer: string | null;
}

/** Everybody from outside whom a call of that year may bring. */
export interface Guests {
  /** Of one company each: those on record, and their colleagues. */
  readonly byCompany: ReadonlyMap<MadeCompany, readonly Guest[]>;
  /** On free mail, some of them on record. */
  readonly onTheirOwn: readonly Guest[];
  /** Of companies that Halo does not know. */
  readonly strangers: readonly Guest[];
}

type Written = 'plain' | 'upper' | 'mixed' | 'wide';

export function makeGuests(draw: Draw, companies: readonly MadeCompany[]): Guests {
  const maker = new GuestMaker(draw);
  return {
    byCompany: new Map(companies.map((company) => [company, maker.peopleOf(company)])),
    onTheirOwn: Array.from({ length: 70 }, () => maker.onFreeMail(null, draw.happens(0.4))),
    strangers: Array.from({ length: 90 }, () => maker.stranger(draw.one(companies))),
  };
}

class GuestMaker {
  #people = 0;
  #rows = 0;

  constructor(private readonly draw: Draw) {}

  peopleOf(company: MadeCompany): Guest[] {
    const known = Array.from({ length: this.draw.between(3, 8) }, () => this.#known(company));
    const colleagues = Array.from({ length: this.draw.between(1, 4) }, () =>
      this.#guest(this.draw.personName(), this.#hostOf(company), employerOf(company)),
    );
    const room = this.#guest('Boardroom', company.mailDomain, employerOf(company));
    return [...known, ...colleagues, room];
  }

  onFreeMail(companyId: string | null, known: boolean): Guest {
    const guest = this.#guest(this.draw.personName(), this.draw.one(SHARED_HOSTS), null);
    return known ? this.#onRecord(guest, companyId) : guest;
  }

  /** Some of them at a domain that looks like a customer's. */
  stranger({ mailDomain }: MadeCompany): Guest {
    const [label = '', ...ending] = mailDomain.split('.');
    const host = this.draw.weighted([
      [`${slug(this.draw.companyName(), '-')}-other-sim.com`, 6],
      [`not${mailDomain}`, 1],
      [`${mailDomain}.evil-sim.com`, 1],
      [`${label}.org`, 1],
      [ending.length > 1 ? `other-sim.${ending.join('.')}` : `my-${mailDomain}`, 1],
    ]);
    return this.#guest(this.draw.personName(), host, null);
  }

  #known(company: MadeCompany): Guest {
    if (this.draw.happens(0.06)) return this.onFreeMail(company.row.id, true);
    // A second domain of the company's, of which Halo knows nothing.
    const elsewhere = this.draw.happens(0.03);
    const guest = elsewhere
      ? this.#guest(this.draw.personName(), `${slug(company.row.name, '-')}-side-sim.com`, null)
      : this.#guest(this.draw.personName(), this.#hostOf(company), employerOf(company));
    const recordedAt = company.parent && this.draw.happens(0.3) ? company.parent.row.id : company.row.id;
    return this.#onRecord(guest, this.draw.happens(0.08) ? null : recordedAt);
  }

  #guest(name: string, host: string, employer: string | null): Guest {
    this.#people += 1;
    // Google gives out no address with an underscore: whoever has one there exists nowhere else.
    const local = `${slug(name, '_')}_${this.#people}`;
    return {
      name,
      local: this.draw.happens(0.02) ? `é${local}` : local,
      host,
      tag: this.draw.happens(0.08) ? this.draw.one(['zoom', 'calls', 'cal']) : null,
      zoomUserId: `guest-${this.#people}`,
      contacts: [],
      employer,
    };
  }

  /** Once, or twice by mistake. */
  #onRecord(guest: Guest, companyId: string | null): Guest {
    const copies = this.draw.happens(0.02) ? 2 : 1;
    const contacts = Array.from({ length: copies }, () => this.#contact(guest, companyId));
    return { ...guest, contacts };
  }

  #contact(guest: Guest, companyId: string | null): Contact {
    this.#rows += 1;
    const tag = this.draw.happens(0.04) ? this.draw.one(['halo', guest.tag ?? 'crm']) : null;
    const written = this.draw.weighted<Written>([
      ['plain', 84],
      ['upper', 6],
      ['mixed', 8],
      ['wide', 2],
    ]);
    const email = write(`${withTag(guest.local, tag)}@${guest.host}`, written);
    return { row: { id: `e${this.#rows}`, email, name: guest.name, companyId }, tag };
  }

  #hostOf({ mailDomain }: MadeCompany): string {
    const host = this.draw.happens(0.1) ? `eu.${mailDomain}` : mailDomain;
    return this.draw.happens(0.5) ? host : domainToASCII(host);
  }
}

/** How Zoom stars out an address. */
export function starredOut({ local, host }: Guest): string {
  return `${local.charAt(0)}***@${host}`;
}

export function withTag(local: string, tag: string | null): string {
  return tag === null ? local : `${local}+${tag}`;
}

function employerOf({ row, namedByDomain }: MadeCompany): string | null {
  return namedByDomain ? row.id : null;
}

/** As somebody typed it into Halo. */
function write(email: string, written: Written): string {
  switch (written) {
    case 'plain':
      return email;
    case 'upper':
      return email.toUpperCase();
    case 'mixed':
      return `${email.charAt(0).toUpperCase()}${email.slice(1)}`.normalize('NFD');
    case 'wide':
      return email.replace(/[a-z0-9.@]/g, (letter) =>
        String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0),
      );
  }
}
