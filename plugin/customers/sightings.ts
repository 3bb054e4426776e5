/** Where Zoom names people, the most telling first. */
export const ADDRESS_SOURCES = [
  'past_participants',
  'join_events',
  'timeline',
  'registrants',
  'invitees',
  'host',
  'alternative_hosts',
] as const;

export type AddressSource = (typeof ADDRESS_SOURCES)[number];

/** The sources that list who was there. The others list who was asked, signed up or owns the meeting. */
export const ATTENDANCE_SOURCES: ReadonlySet<AddressSource> = new Set([
  'past_participants',
  'join_events',
  'timeline',
]);

/** One line of one source. Zoom blanks what it will not tell with "", which means the same as absent. */
export interface Sighting {
  readonly source: AddressSource;
  readonly name?: string;
  readonly email?: string;
  readonly zoomUserId?: string;
  readonly registrantId?: string;
  /** Zoom's `internal_user`: of the same Zoom account. */
  readonly internal?: boolean;
  /** Seen in the waiting room, which is no sign of having been let in. */
  readonly waiting?: boolean;
  readonly joinTime?: string;
  readonly leaveTime?: string;
}
