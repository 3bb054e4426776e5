import type { Draw } from './draw.ts';
import type { Guest } from './guests.ts';
import type { Colleague } from './team.ts';

/** How a meeting came to be, and what Zoom and the org's grant let be seen of it. */
export interface Plan {
  readonly webinar: boolean;
  /** Scheduled in Zoom with guests named; else instant, or a link pasted into somebody's own mail. */
  readonly invitations: boolean;
  /** Through Zoom's calendar add-on, which lets invited guests' addresses be seen among participants. */
  readonly calendar: boolean;
  readonly registration: boolean;
  readonly waitingRoom: boolean;
  /** Not so on plans without the report, and for what is over a year old. */
  readonly participantsListed: boolean;
  readonly joinEvents: boolean;
  readonly timeline: boolean;
}

/** A guest's part in one meeting. */
export interface Part {
  readonly guest: Guest;
  readonly came: 'in' | 'only waited' | 'not at all';
  readonly invited: boolean;
  readonly registrantId: string | null;
  readonly signedIn: boolean;
  /** Signed in by an external profile that the host trusts, or excepted from it: Zoom shows the address. */
  readonly vouchedFor: boolean;
  /** Where Zoom would blank the address, it stars it out. */
  readonly masked: boolean;
  readonly devices: number;
  /** Joined by this guest's own link. */
  readonly linkTakenBy: Colleague | null;
}

/** Everybody who has to do with one meeting. */
export interface Cast {
  readonly host: Colleague;
  readonly colleagues: readonly Colleague[];
  readonly alternativeHosts: readonly Colleague[];
  readonly parts: readonly Part[];
}

export function makePlan(draw: Draw, webinar: boolean): Plan {
  const invitations = !webinar && draw.happens(0.72);
  return {
    webinar,
    invitations,
    calendar: invitations && draw.happens(0.5),
    registration: webinar || draw.happens(0.08),
    waitingRoom: !webinar && draw.happens(0.3),
    participantsListed: draw.happens(0.95),
    joinEvents: draw.happens(0.6),
    timeline: draw.happens(0.35),
  };
}

/** Somebody whom the meeting was for. */
export function expected(draw: Draw, plan: Plan, guest: Guest, team: readonly Colleague[]): Part {
  const registered = plan.registration && draw.happens(0.95);
  const signedIn = draw.happens(0.6);
  return {
    guest,
    came: draw.happens(plan.webinar ? 0.45 : 0.85) ? 'in' : 'not at all',
    invited: plan.invitations && draw.happens(0.92),
    registrantId: registered ? `registrant-${guest.zoomUserId}` : null,
    signedIn,
    vouchedFor: signedIn && draw.happens(0.05),
    masked: draw.happens(0.04),
    devices: draw.happens(0.15) ? 2 : 1,
    linkTakenBy: registered && draw.happens(0.002) ? draw.one(team) : null,
  };
}

/** Somebody who was early for the host's next call in the same room, and whom nobody let in. */
export function early(draw: Draw, plan: Plan, guest: Guest): Part {
  return {
    guest,
    came: 'only waited',
    invited: plan.invitations && draw.happens(0.25),
    registrantId: null,
    signedIn: true,
    vouchedFor: draw.happens(0.7),
    masked: false,
    devices: 1,
    linkTakenBy: null,
  };
}
