import type { Credentials, Queryable, Transaction } from '../../contracts/host.ts';
import type { EncryptionKey } from './encryption-key.ts';
import type { HaloDatabase } from './postgres/database.ts';
import { deleteInBatches } from './postgres/delete-in-batches.ts';
import { type CredentialPlace, open, type Sealed, seal } from './sealing.ts';

/** A credential to be saved. `owner` says whose it is at the provider; without it that stays as it was. */
export interface NewCredential {
  readonly place: CredentialPlace;
  readonly value: object;
  readonly owner?: string;
  /** From then on it reads as if there were none, until the cron deletes it. Without it, it is kept. */
  readonly expiresAt?: Date;
}

interface Clock {
  now(): Date;
}

const REAL_TIME: Clock = { now: () => new Date() };

/** The credentials of one org and provider, encrypted at rest. */
export function credentialsOf(
  halo: HaloDatabase,
  key: EncryptionKey,
  orgId: string,
  provider: string,
  clock = REAL_TIME,
): Credentials {
  const place = (name: string): CredentialPlace => ({ orgId, provider, name });
  return {
    read: (name) => readCredential(halo, key, place(name), clock.now()),
    change: (name, change) =>
      halo.transaction(async (tx) => {
        await lock(tx, place(name));
        const { next, result, owner } = await change(await readCredential(tx, key, place(name), clock.now()));
        if (next) {
          await writeCredentials(tx, key, [{ place: place(name), value: next, ...(owner ? { owner } : {}) }]);
        } else await forgetCredential(tx, place(name));
        return result;
      }),
    handOver: async (name, owner, value) => {
      const others = await halo.query<{ orgId: string }>(
        `select org_id as "orgId" from credentials
         where provider = $1 and name = $2 and owner = $3 and org_id <> $4`,
        [provider, name, owner, orgId],
      );
      for (const other of others) {
        await credentialsOf(halo, key, other.orgId, provider, clock).change(name, async (current) => ({
          // It may have been forgotten since: an org that has disconnected gets nothing.
          next: current === undefined ? null : value,
          result: undefined,
        }));
      }
    },
    forgetAll: (prefix) => forgetAll(halo, orgId, provider, prefix),
  };
}

/** Saves credentials inside a transaction of Halo's own. Of two for one place the last one counts. */
export async function writeCredentials(
  tx: Transaction,
  key: EncryptionKey,
  credentials: readonly NewCredential[],
): Promise<void> {
  if (credentials.length === 0) return;
  const byPlace = new Map(credentials.map((credential) => [lockName(credential.place), credential]));
  // In one order everywhere: two transactions that wait for each other's rows would deadlock.
  const rows = [...byPlace]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { place, value, owner, expiresAt }]) => {
      const { keyId, nonce, ciphertext } = seal(value, key, place);
      return {
        ...{ org_id: place.orgId, provider: place.provider, name: place.name, owner, expires_at: expiresAt },
        ...{ key_id: keyId, nonce: nonce.toString('base64'), ciphertext: ciphertext.toString('base64') },
      };
    });
  await tx.query(
    `insert into credentials as c (org_id, provider, name, key_id, nonce, ciphertext, owner, expires_at)
     select org_id, provider, name, key_id, decode(nonce, 'base64'), decode(ciphertext, 'base64'), owner, expires_at
     from json_to_recordset($1::json) as r (org_id text, provider text, name text, key_id text, nonce text,
       ciphertext text, owner text, expires_at timestamptz)
     on conflict (org_id, provider, name)
     do update set key_id = excluded.key_id, nonce = excluded.nonce, ciphertext = excluded.ciphertext,
       owner = coalesce(excluded.owner, c.owner), expires_at = excluded.expires_at, updated_at = now()`,
    [JSON.stringify(rows)],
  );
}

/** Deletes what has expired. */
export function deleteExpiredCredentials(db: Queryable, now: Date): Promise<void> {
  return deleteInBatches(
    db,
    `delete from credentials where ctid in
       (select ctid from credentials where expires_at <= $1 limit $2 for update skip locked) returning 1`,
    now,
  );
}

async function readCredential(
  db: Queryable,
  key: EncryptionKey,
  place: CredentialPlace,
  now: Date,
): Promise<unknown> {
  const [row] = await db.query<Sealed>(
    `select key_id as "keyId", nonce, ciphertext from credentials
     where org_id = $1 and provider = $2 and name = $3 and coalesce(expires_at > $4, true)`,
    [place.orgId, place.provider, place.name, now],
  );
  return row ? open(row, key, place) : undefined;
}

async function forgetCredential(db: Queryable, place: CredentialPlace): Promise<void> {
  await db.query('delete from credentials where org_id = $1 and provider = $2 and name = $3', [
    place.orgId,
    place.provider,
    place.name,
  ]);
}

/** Waits until every change that has begun has saved, so that none of them brings back what is forgotten here. */
async function forgetAll(halo: HaloDatabase, orgId: string, provider: string, prefix: string): Promise<void> {
  await halo.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [lockName({ orgId, provider })]);
    await tx.query('delete from credentials where org_id = $1 and provider = $2 and starts_with(name, $3)', [
      orgId,
      provider,
      prefix,
    ]);
  });
}

/** Advisory locks, because there may be no row to lock yet. */
async function lock(tx: Queryable, place: CredentialPlace): Promise<void> {
  await tx.query(
    `select pg_advisory_xact_lock_shared(hashtextextended($1, 0)), pg_advisory_xact_lock(hashtextextended($2, 0))`,
    [lockName({ orgId: place.orgId, provider: place.provider }), lockName(place)],
  );
}

/** Of one credential, or without a name of all that an org keeps for a provider. */
function lockName({ orgId, provider, name }: Omit<CredentialPlace, 'name'> & { name?: string }): string {
  return `credential:${JSON.stringify([orgId, provider, ...(name === undefined ? [] : [name])])}`;
}
