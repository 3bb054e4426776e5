import type { Queryable } from '../../../contracts/host.ts';

/** The meeting that a source is of, as its provider knows it. */
export interface MeetingOfSource {
  readonly provider: string;
  readonly uuid: string;
}

/** What stands beside a transcript, and what was distilled of it, carry its id: `zoom:x/chat`, `distilled:zoom:x`. */
const transcriptOf = (sourceId: string) => sourceId.replace(/^distilled:/, '').replace(/\/.*$/s, '');

/** The meetings of these sources, as far as they are of one. */
export async function meetingsOf(
  db: Queryable,
  orgId: string,
  sourceIds: readonly string[],
): Promise<ReadonlyMap<string, MeetingOfSource>> {
  const rows = await db.query<MeetingOfSource & { sourceId: string }>(
    `select source_id as "sourceId", provider, external_id as uuid from meetings
     where org_id = $1 and source_id = any($2)`,
    [orgId, sourceIds.map(transcriptOf)],
  );
  const meetings = new Map(rows.map(({ sourceId, ...meeting }) => [sourceId, meeting]));
  return new Map(
    sourceIds.flatMap((id) => {
      const meeting = meetings.get(transcriptOf(id));
      return meeting ? [[id, meeting]] : [];
    }),
  );
}
