import { describe, expect, it } from 'vitest';
import { isSharedAudio, nameHint } from '../../../plugin/transcript/name-hint.ts';

describe('a display name suggests a person, and what they put beside their name', () => {
  it.each([
    ['Ann Lee', { person: 'Ann Lee' }],
    ['  Ann   Lee ', { person: 'Ann Lee' }],
    ['Ann Lee (Acme)', { person: 'Ann Lee', affix: 'Acme' }],
    ['Ann Lee [Acme]', { person: 'Ann Lee', affix: 'Acme' }],
    ['Iván | ethrex', { person: 'Iván', affix: 'ethrex' }],
    ['Shaaibu Suleiman |gean', { person: 'Shaaibu Suleiman', affix: 'gean' }],
    ['Danno Ferrin - Tectonic.xyz', { person: 'Danno Ferrin', affix: 'Tectonic.xyz' }],
    ['Ann @ Acme', { person: 'Ann', affix: 'Acme' }],
    ['@ritzdorf / Hubert Ritzdorf (EIP-8219)', { person: 'Hubert Ritzdorf', affix: 'EIP-8219' }],
    ['Maria-José O’Neill', { person: 'Maria-José O’Neill' }],
    ['Karim T. (matkt)', { person: 'Karim T.', affix: 'matkt' }],
    ['Ann Lee (she/her)', { person: 'Ann Lee' }],
    ['Ann Lee (She/Her/Hers) | Acme', { person: 'Ann Lee', affix: 'Acme' }],
    ['Boma’s iPhone ', { person: 'Boma' }],
    ["Ann Lee's Galaxy S23", { person: 'Ann Lee' }],
    ["James' MacBook Pro (2)", { person: 'James', affix: '2' }],
    ['iPhone von Anna', { person: 'Anna' }],
    ['Ann Lee #1', { person: 'Ann Lee' }],
    ['🦊 Ann Lee 👩‍💻', { person: 'Ann Lee' }],
    ['王小明', { person: '王小明' }],
  ])('%s', (label, hint) => {
    expect(nameHint(label)).toEqual(hint);
  });

  it.each([
    ['(Acme)', '(Acme)'],
    ['🦊', '🦊'],
    ['#1', '#1'],
    ['@', '@'],
    ['', ''],
  ])('%j names nobody and stays as it is', (label, person) => {
    expect(nameHint(label)).toEqual({ person });
  });
});

it("somebody's shared sound is not that person speaking", () => {
  expect(nameHint('Audio shared by Marco De Rossi')).toEqual({ person: 'Audio shared by Marco De Rossi' });
  expect(isSharedAudio('Audio shared by Marco De Rossi')).toBe(true);
  expect(isSharedAudio('Marco De Rossi')).toBe(false);
});
