import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentialsOf } from '../../halo/credentials.ts';
import { type EncryptionKey, encryptionKey } from '../../halo/encryption-key.ts';
import { createOrg } from '../../halo/orgs.ts';
import { type HaloDatabase, openHaloDatabase } from '../../halo/postgres/database.ts';
import { createTestDatabase } from '../../halo/postgres/test-database.ts';
import { migrate } from '../../halo/schema.ts';

let halo: HaloDatabase;
let key: EncryptionKey;

beforeAll(async () => {
  halo = openHaloDatabase(await createTestDatabase());
  await migrate(halo, 'zoom', []);
  key = await encryptionKey(halo, undefined);
  await createOrg(halo, { id: 'a', name: 'A' });
  await createOrg(halo, { id: 'b', name: 'B' });
});
afterAll(() => halo.end());

const of = (orgId: string) => credentialsOf(halo, key, orgId, 'zoom');
const save = (orgId: string, name: string, next: object | null) =>
  of(orgId).change(name, async () => ({ next, result: undefined }));

describe('credentials', () => {
  it('come back as they were saved, and only for their org', async () => {
    await save('a', 'tokens', { refresh: 'secret-1' });
    expect(await of('a').read('tokens')).toEqual({ refresh: 'secret-1' });
    expect(await of('b').read('tokens')).toBeUndefined();
  });

  it('stand in the database unreadable', async () => {
    await save('a', 'hidden', { refresh: 'plain-to-see' });
    const rows = await halo.query<{ ciphertext: Buffer }>(
      `select ciphertext from credentials where name = 'hidden'`,
    );
    expect(rows[0]?.ciphertext.includes('plain-to-see')).toBe(false);
  });

  it('do not open when a byte of them was changed', async () => {
    await save('a', 'tampered', { refresh: 'secret' });
    await halo.query(
      `update credentials set ciphertext = set_byte(ciphertext, 3, get_byte(ciphertext, 3) # 1) where name = 'tampered'`,
    );
    await expect(of('a').read('tampered')).rejects.toThrow(/tampered/);
  });

  it('do not open when their row was copied to another org', async () => {
    await save('a', 'copied', { refresh: 'secret' });
    await halo.query(
      `insert into credentials select 'b', provider, name, key_id, nonce, ciphertext from credentials where name = 'copied'`,
    );
    await expect(of('b').read('copied')).rejects.toThrow(/another org/);
  });

  it('say so when they were encrypted with another key', async () => {
    await save('a', 'rekeyed', { refresh: 'secret' });
    const other = await encryptionKey(halo, Buffer.alloc(32, 7).toString('base64'));
    await expect(credentialsOf(halo, other, 'a', 'zoom').read('rekeyed')).rejects.toThrow(/another key/);
  });

  it('are forgotten when the next value is null', async () => {
    await save('a', 'dropped', { refresh: 'secret' });
    await save('a', 'dropped', null);
    expect(await of('a').read('dropped')).toBeUndefined();
  });

  it('are changed by one at a time, each seeing what the one before saved', async () => {
    const increment = () =>
      of('a').change('counter', async (current) => {
        const next = { value: Number((current as { value?: number } | undefined)?.value ?? 0) + 1 };
        return { next, result: next.value };
      });
    const results = await Promise.all(Array.from({ length: 8 }, increment));
    expect(results.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('stay as they were when the change throws', async () => {
    await save('a', 'kept', { refresh: 'old' });
    const change = of('a').change('kept', async () => Promise.reject(new Error('refused')));
    await expect(change).rejects.toThrow('refused');
    expect(await of('a').read('kept')).toEqual({ refresh: 'old' });
  });

  it('refuse a key of the wrong size', async () => {
    await expect(encryptionKey(halo, 'c2hvcnQ=')).rejects.toThrow(/32 bytes/);
  });
});
