import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Credentials, Queryable } from '../../contracts/host.ts';
import type { EncryptionKey } from './encryption-key.ts';
import type { HaloDatabase } from './postgres/database.ts';

/** What a credential belongs to. It is authenticated with the ciphertext: a row moved elsewhere does not open. */
export interface CredentialPlace {
  readonly orgId: string;
  readonly provider: string;
  readonly name: string;
}

interface SealedRow {
  readonly key_id: string;
  readonly nonce: Buffer;
  readonly ciphertext: Buffer;
}

const CIPHER = 'aes-256-gcm';
const TAG_BYTES = 16;

/** The credentials of one org and provider, encrypted at rest. */
export function credentialsOf(
  halo: HaloDatabase,
  key: EncryptionKey,
  orgId: string,
  provider: string,
): Credentials {
  const place = (name: string): CredentialPlace => ({ orgId, provider, name });
  return {
    read: (name) => readCredential(halo, key, place(name)),
    change: (name, change) =>
      halo.transaction(async (tx) => {
        // An advisory lock, because there may be no row to lock yet.
        await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [lockName(place(name))]);
        const { next, result, owner } = await change(await readCredential(tx, key, place(name)));
        if (next) await writeCredential(tx, key, place(name), next, owner);
        else await forgetCredential(tx, place(name));
        return result;
      }),
    handOver: async (name, owner, value) => {
      const others = await halo.query<{ orgId: string }>(
        `select org_id as "orgId" from credentials
         where provider = $1 and name = $2 and owner = $3 and org_id <> $4`,
        [provider, name, owner, orgId],
      );
      for (const other of others) {
        await credentialsOf(halo, key, other.orgId, provider).change(name, async (current) => ({
          // It may have been forgotten since: an org that has disconnected gets nothing.
          next: current === undefined ? null : value,
          result: undefined,
        }));
      }
    },
  };
}

/** Saves a credential inside a transaction of Halo's own. */
export async function writeCredential(
  db: Queryable,
  key: EncryptionKey,
  place: CredentialPlace,
  value: object,
  owner?: string,
): Promise<void> {
  const nonce = randomBytes(12);
  const cipher = createCipheriv(CIPHER, key.secret, nonce).setAAD(additionalData(place));
  const ciphertext = Buffer.concat([
    cipher.update(JSON.stringify(value), 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  await db.query(
    `insert into credentials as c (org_id, provider, name, key_id, nonce, ciphertext, owner)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (org_id, provider, name)
     do update set key_id = excluded.key_id, nonce = excluded.nonce, ciphertext = excluded.ciphertext,
       owner = coalesce(excluded.owner, c.owner), updated_at = now()`,
    [place.orgId, place.provider, place.name, key.id, nonce, ciphertext, owner ?? null],
  );
}

async function readCredential(db: Queryable, key: EncryptionKey, place: CredentialPlace): Promise<unknown> {
  const [row] = await db.query<SealedRow>(
    'select key_id, nonce, ciphertext from credentials where org_id = $1 and provider = $2 and name = $3',
    [place.orgId, place.provider, place.name],
  );
  return row ? open(row, key, place) : undefined;
}

function open(row: SealedRow, key: EncryptionKey, place: CredentialPlace): unknown {
  if (row.key_id !== key.id) {
    throw new Error(`The credential ${place.name} was encrypted with another key (${row.key_id}).`);
  }
  const body = row.ciphertext.subarray(0, -TAG_BYTES);
  const decipher = createDecipheriv(CIPHER, key.secret, row.nonce)
    .setAAD(additionalData(place))
    .setAuthTag(row.ciphertext.subarray(-TAG_BYTES));
  try {
    return JSON.parse(Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8'));
  } catch (cause) {
    throw new Error(`The credential ${place.name} has been tampered with, or belongs to another org.`, {
      cause,
    });
  }
}

async function forgetCredential(db: Queryable, place: CredentialPlace): Promise<void> {
  await db.query('delete from credentials where org_id = $1 and provider = $2 and name = $3', [
    place.orgId,
    place.provider,
    place.name,
  ]);
}

function additionalData({ orgId, provider, name }: CredentialPlace): Buffer {
  return Buffer.from(JSON.stringify([orgId, provider, name]), 'utf8');
}

function lockName(place: CredentialPlace): string {
  return `credential:${JSON.stringify([place.orgId, place.provider, place.name])}`;
}
