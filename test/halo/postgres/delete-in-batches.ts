import type { Queryable } from '../../../contracts/host.ts';

const BATCH = 1000;

/**
 * Repeats a `delete … returning` until it finds nothing more: many short transactions, so that nobody waits long for a
 * row that one of them holds. The statement's parameters are the time that decides, and how many rows to delete.
 */
export async function deleteInBatches(db: Queryable, sql: string, until: Date): Promise<void> {
  for (;;) {
    const deleted = await db.query(sql, [until, BATCH]);
    if (deleted.length < BATCH) return;
  }
}
