import { z } from 'zod';
import { listOf } from '../lenient-list.ts';
import type { MeetingDetails, PeoplePage, ZoomPerson } from './recording.ts';
import { idOrNull, textOrNull } from './wire-fields.ts';

/* Who took part, registered or was invited: three lists of Zoom's, each with other names for the same things. */

const nobody: ZoomPerson = {
  name: null,
  email: null,
  userId: null,
  registrantId: null,
  internal: null,
  waiting: false,
  joinTime: null,
  leaveTime: null,
};

const participant = z
  .object({
    id: idOrNull,
    name: textOrNull,
    user_email: textOrNull,
    registrant_id: idOrNull,
    join_time: textOrNull,
    leave_time: textOrNull,
    status: textOrNull,
    internal_user: z.boolean().nullish().catch(null),
  })
  .transform(
    (row): ZoomPerson => ({
      name: row.name,
      email: row.user_email,
      userId: row.id,
      registrantId: row.registrant_id,
      internal: row.internal_user ?? null,
      waiting: row.status === 'in_waiting_room',
      joinTime: row.join_time,
      leaveTime: row.leave_time,
    }),
  );

export const participantsPage = z
  .object({ participants: listOf(participant), next_page_token: textOrNull })
  .transform((page): PeoplePage => ({ people: page.participants, nextPageToken: page.next_page_token }));

const registrant = z
  .object({ id: idOrNull, email: textOrNull, first_name: textOrNull, last_name: textOrNull })
  .transform(
    (row): ZoomPerson => ({
      ...nobody,
      name: [row.first_name, row.last_name].filter(Boolean).join(' ') || null,
      email: row.email,
      registrantId: row.id,
    }),
  );

export const registrantsPage = z
  .object({ registrants: listOf(registrant), next_page_token: textOrNull })
  .transform((page): PeoplePage => ({ people: page.registrants, nextPageToken: page.next_page_token }));

const invitee = z
  .object({ email: textOrNull, internal_user: z.boolean().nullish().catch(null) })
  .transform((row): ZoomPerson => ({ ...nobody, email: row.email, internal: row.internal_user ?? null }));

/** approval_type 2 means that no registration is asked for; 0 and 1 are the two kinds of registration. */
export const meetingDetails = z
  .object({
    settings: z
      .object({
        meeting_invitees: listOf(invitee),
        alternative_hosts: textOrNull,
        approval_type: z.coerce.number().catch(2),
      })
      .nullish()
      .catch(null),
  })
  .transform(
    ({ settings }): MeetingDetails => ({
      invitees: settings?.meeting_invitees ?? [],
      // A list with semicolons; older answers use commas.
      alternativeHosts: (settings?.alternative_hosts ?? '')
        .split(/[;,]/)
        .map((part) => part.trim())
        .filter(Boolean),
      registrationOn: settings ? settings.approval_type !== 2 : false,
    }),
  );
