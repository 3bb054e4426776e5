import { describe, expect, it } from 'vitest';
import { foldName, personName, telling } from '../../../plugin/customers/names.ts';

describe('a name', () => {
  it.each([
    ['  Jane   DOE ', 'jane doe'],
    ['Jane Doe (she/her)', 'jane doe'],
    ['Jane Doe [They / Them]', 'jane doe'],
    ['Jane Doe #1', 'jane doe'],
    ['Ｊａｎｅ Doe', 'jane doe'],
    ['Jose\u0301', 'josé'],
    ['Jane (Acme)', 'jane (acme)'],
  ])('%j is compared as %j', (name, folded) => {
    expect(foldName(name)).toBe(folded);
  });

  it.each([
    ['Jane Doe (Acme)', 'jane doe'],
    ['Jane Doe | Acme', 'jane doe'],
    ["Jane Doe's iPhone", 'jane doe'],
    ['Boma’s iPhone ', 'boma'],
    ['Jane Doe - Acme', 'jane doe'],
    ['Jane Doe (she/her) [Acme]', 'jane doe'],
    ['Ｊａｎｅ（Acme）', 'jane'],
    ['iPhone von Jane', 'jane'],
    ['🦊 Jane', 'jane'],
    ['(SL)', ''],
  ])('%j names the person %j', (name, person) => {
    expect(personName(name)).toBe(person);
  });

  it('is told apart by 128 characters, more than which Zoom allows nobody', () => {
    expect(telling('x'.repeat(128))).toHaveLength(128);
    expect(telling(`${'x'.repeat(128)}y`)).toBe('x'.repeat(128));
    // A character that people see as one is not cut in half.
    expect(telling('🦊'.repeat(129))).toBe('🦊'.repeat(128));
  });
});
