import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { EncryptionKey } from './encryption-key.ts';

/** What a credential belongs to. It is authenticated with the ciphertext: a row moved elsewhere does not open. */
export interface CredentialPlace {
  readonly orgId: string;
  readonly provider: string;
  readonly name: string;
}

/** A credential as it stands in the database. */
export interface Sealed {
  readonly keyId: string;
  readonly nonce: Buffer;
  readonly ciphertext: Buffer;
}

const CIPHER = 'aes-256-gcm';
const TAG_BYTES = 16;

/** Encrypts a JSON object for the place it is kept in. */
export function seal(value: object, key: EncryptionKey, place: CredentialPlace): Sealed {
  const nonce = randomBytes(12);
  const cipher = createCipheriv(CIPHER, key.secret, nonce).setAAD(additionalData(place));
  const ciphertext = Buffer.concat([
    cipher.update(JSON.stringify(value), 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return { keyId: key.id, nonce, ciphertext };
}

/** The object that was sealed. Says which credential, never what is in it, if it cannot be opened. */
export function open(
  { keyId, nonce, ciphertext }: Sealed,
  key: EncryptionKey,
  place: CredentialPlace,
): unknown {
  if (keyId !== key.id) {
    throw new Error(`The credential ${place.name} was encrypted with another key (${keyId}).`);
  }
  const decipher = createDecipheriv(CIPHER, key.secret, nonce)
    .setAAD(additionalData(place))
    .setAuthTag(ciphertext.subarray(-TAG_BYTES));
  try {
    const body = Buffer.concat([decipher.update(ciphertext.subarray(0, -TAG_BYTES)), decipher.final()]);
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new Error(`The credential ${place.name} has been tampered with, or belongs to another org.`, {
      cause,
    });
  }
}

function additionalData({ orgId, provider, name }: CredentialPlace): Buffer {
  return Buffer.from(JSON.stringify([orgId, provider, name]), 'utf8');
}
