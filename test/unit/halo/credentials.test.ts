import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  credentialsOf,
  deleteExpiredCredentials,
  type NewCredential,
  writeCredentials,
} from '../../halo/credentials.ts';
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
beforeEach(() => {
  time = NOON;
});

const HOUR_MS = 3_600_000;
const NOON = new Date('2026-10-01T12:00:00Z');
let time = NOON;

const of = (orgId: string, provider = 'zoom') =>
  credentialsOf(halo, key, orgId, provider, { now: () => time });
const write = (credentials: NewCredential[]) =>
  halo.transaction((tx) => writeCredentials(tx, key, credentials));
const deliver = (name: string, expiresAt: Date) =>
  write([{ place: { orgId: 'a', provider: 'zoom', name }, value: { token: name }, expiresAt }]);
const hoursAfterNoon = (hours: number) => new Date(NOON.getTime() + hours * HOUR_MS);
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

describe('credentials that expire', () => {
  const exists = async (name: string) =>
    (await halo.query('select from credentials where name = $1', [name])).length > 0;

  it('read as absent from their time on, for a change too', async () => {
    await deliver('until one', hoursAfterNoon(1));
    expect(await of('a').read('until one')).toEqual({ token: 'until one' });
    time = hoursAfterNoon(1);
    expect(await of('a').read('until one')).toBeUndefined();
    const seen = await of('a').change('until one', async (current) => ({
      next: { token: 'new' },
      result: current,
    }));
    expect(seen).toBeUndefined();
  });

  it('last as long as the newest of them says', async () => {
    await deliver('renewed', hoursAfterNoon(1));
    await deliver('renewed', hoursAfterNoon(5));
    time = hoursAfterNoon(4);
    expect(await of('a').read('renewed')).toEqual({ token: 'renewed' });
  });

  it('are kept for good once a hook has put a value of its own in their place', async () => {
    await deliver('replaced', hoursAfterNoon(1));
    await save('a', 'replaced', { token: 'mine' });
    time = hoursAfterNoon(100);
    expect(await of('a').read('replaced')).toEqual({ token: 'mine' });
  });

  it('are deleted by the cron, however many they are, and no others with them', async () => {
    const many = Array.from({ length: 2_500 }, (_, index) => ({
      place: { orgId: 'a', provider: 'zoom', name: `many ${index}` },
      value: {},
      expiresAt: hoursAfterNoon(1),
    }));
    await write(many);
    await deliver('tomorrow', hoursAfterNoon(24));
    await save('a', 'for good', { token: 'kept' });
    await deleteExpiredCredentials(halo, hoursAfterNoon(2));
    expect(await halo.query(`select from credentials where name like 'many %'`)).toEqual([]);
    expect([await exists('tomorrow'), await exists('for good')]).toEqual([true, true]);
  });
});

describe('forgetting all credentials of one kind', () => {
  const names = async (orgId: string, provider: string) => {
    const rows = await halo.query<{ name: string }>(
      'select name from credentials where org_id = $1 and provider = $2 order by name',
      [orgId, provider],
    );
    return rows.map(({ name }) => name);
  };

  const someoneWaits = async () => {
    const rows = await halo.query(
      `select from pg_locks l join pg_database d on d.oid = l.database
       where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`,
    );
    return rows.length > 0;
  };

  it('leaves other kinds, other orgs and other providers as they were', async () => {
    await halo.query('delete from credentials');
    await save('a', 'tokens', { refresh: 'ours' });
    await deliver('download:1', hoursAfterNoon(24));
    await deliver('download:2', hoursAfterNoon(24));
    await save('b', 'download:3', { token: 'theirs' });
    await of('a', 'fathom').change('download:4', async () => ({ next: { token: 'x' }, result: undefined }));
    await of('a').forgetAll('download:');
    expect([await names('a', 'zoom'), await names('b', 'zoom'), await names('a', 'fathom')]).toEqual([
      ['tokens'],
      ['download:3'],
      ['download:4'],
    ]);
  });

  it('takes its prefix by the letter', async () => {
    await halo.query('delete from credentials');
    await save('a', 'down%', { token: 'kept' });
    await save('a', 'download:1', { token: 'kept' });
    await of('a').forgetAll('down_');
    expect(await names('a', 'zoom')).toEqual(['down%', 'download:1']);
  });

  it('waits for a change that has begun, so that it brings nothing back', async () => {
    const begun = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    const change = of('a').change('download:1', async () => {
      begun.resolve();
      await answer.promise;
      return { next: { token: 'late' }, result: undefined };
    });
    await begun.promise;
    let isOver = false;
    const forgotten = of('a')
      .forgetAll('download:')
      .then(() => {
        isOver = true;
      });
    await expect.poll(async () => isOver || (await someoneWaits())).toBe(true);
    answer.resolve();
    await Promise.all([change, forgotten]);
    expect(await of('a').read('download:1')).toBeUndefined();
  });
});
