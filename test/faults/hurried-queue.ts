import { PgBoss } from 'pg-boss';
import type { Queryable } from '../../contracts/host.ts';

/** Instead of the manifest's minute: so much longer would a test wait for the jobs of each process it kills. */
const HEARTBEAT_SECONDS = 2;
/** Of jobs that beat no heart: only their expiry tells that their process has died. */
const EXPIRE_SECONDS = 6;

/** What a process had in hand when it died comes back within seconds, and is tried again at once. */
export async function hurry(db: Queryable): Promise<void> {
  await db.query(`
    create function hurry() returns trigger language plpgsql as $$
    begin
      if new.heartbeat_seconds is null then
        new.expire_seconds := least(new.expire_seconds, ${EXPIRE_SECONDS});
      else
        new.heartbeat_seconds := ${HEARTBEAT_SECONDS};
      end if;
      new.retry_delay := 0;
      return new;
    end $$`);
  await db.query('create trigger hurry before insert on pgboss.job for each row execute function hurry()');
}

/** Looks for lost heartbeats every second. The workers' own supervisors look every minute. */
export async function supervise(databaseUrl: string): Promise<PgBoss> {
  const supervisor = new PgBoss({
    connectionString: databaseUrl,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    schedule: false,
    migrate: false,
    max: 2,
  });
  supervisor.on('error', () => undefined);
  return supervisor.start();
}
