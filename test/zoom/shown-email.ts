import type { Attendee } from './account.ts';

/**
 * The address Zoom shows for an attendee. Since March 2022 people from outside the host's account stay blank, unless
 * they registered or were on the invite made through the calendar integration.
 */
export const shownEmail = (attendee: Attendee): string =>
  attendee.internal || attendee.registrantId !== undefined || attendee.onCalendarInvite ? attendee.email : '';
