import { createHash, randomBytes } from 'node:crypto';
import { PlainError } from './plain-error.ts';
import type { HaloDatabase } from './postgres/database.ts';

export interface EncryptionKey {
  /** Stored beside what it encrypted, so that a changed key is told from tampering. */
  readonly id: string;
  readonly secret: Buffer;
}

const KEY_BYTES = 32;

/**
 * The key of the stored credentials: HALO_ENCRYPTION_KEY (32 bytes, base64), or for a demo one that the database
 * keeps. A key beside what it locks protects nothing: production must bring its own, from a key management service.
 */
export async function encryptionKey(
  halo: HaloDatabase,
  configured: string | undefined,
): Promise<EncryptionKey> {
  if (configured === undefined) return demoKey(halo);
  const secret = Buffer.from(configured, 'base64');
  if (secret.length !== KEY_BYTES) throw new PlainError('HALO_ENCRYPTION_KEY must be 32 bytes in base64.');
  return { id: createHash('sha256').update(secret).digest('hex').slice(0, 12), secret };
}

async function demoKey(halo: HaloDatabase): Promise<EncryptionKey> {
  await halo.query(`insert into encryption_keys (id, key) values ('demo', $1) on conflict do nothing`, [
    randomBytes(KEY_BYTES),
  ]);
  const [row] = await halo.query<{ key: Buffer }>(`select key from encryption_keys where id = 'demo'`);
  if (!row) throw new Error('The demo key was not stored.');
  return { id: 'demo', secret: row.key };
}
