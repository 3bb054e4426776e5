import type { Faker } from '@faker-js/faker';
import { fakeDigits, otherThan } from './words.ts';

const HEX_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** 16 bytes in base64: of the last letter only two bits count. */
const MEETING_UUID = /^[A-Za-z0-9+/]{22}==$/;
const LAST_LETTERS = ['A', 'Q', 'g', 'w'];

/**
 * An id of the same length and alphabet. What is no letter or digit stays where it is: a uuid's slashes decide how
 * often it must be encoded.
 */
export function fakeId(faker: Faker, id: string): string {
  if (/^\d+$/.test(id)) return fakeDigits(faker, id);
  return otherThan(id, () => {
    if (HEX_ID.test(id))
      return id.replace(/[0-9a-f]/gi, () => faker.string.hexadecimal({ prefix: '', casing: 'lower' }));
    if (!MEETING_UUID.test(id)) return likeEach(faker, id);
    return `${likeEach(faker, id.slice(0, 21))}${faker.helpers.arrayElement(LAST_LETTERS)}==`;
  });
}

/** As an id. It does not look like a JWT any more, whose first letters are always the same. */
export function fakeSecret(faker: Faker, secret: string): string {
  const made = fakeId(faker, secret);
  return made.startsWith('eyJ') ? `x${made.slice(1)}` : made;
}

const likeEach = (faker: Faker, id: string): string =>
  id.replace(/[\p{L}\p{N}]/gu, (letter) => {
    if (/\p{N}/u.test(letter)) return faker.string.numeric();
    return faker.string.alpha({ casing: letter === letter.toLowerCase() ? 'lower' : 'upper' });
  });
