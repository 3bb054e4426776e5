import { describe, expect, it } from 'vitest';
import { isSharedAudio, nameHint } from '../../../plugin/transcript/name-hint.ts';

describe('a display name suggests a person, whatever they put beside their name', () => {
  it.each([
    ['Ann Lee', 'Ann Lee'],
    ['  Ann   Lee ', 'Ann Lee'],
    ['Ann Lee (Acme)', 'Ann Lee'],
    ['Ann Lee [Acme]', 'Ann Lee'],
    ['Iván | ethrex', 'Iván'],
    ['Shaaibu Suleiman |gean', 'Shaaibu Suleiman'],
    ['Danno Ferrin - Tectonic.xyz', 'Danno Ferrin'],
    ['Ann @ Acme', 'Ann'],
    ['@ritzdorf / Hubert Ritzdorf (EIP-8219)', 'Hubert Ritzdorf'],
    ['Maria-José O’Neill', 'Maria-José O’Neill'],
    ['Karim T. (matkt)', 'Karim T.'],
    ['Ann Lee (she/her)', 'Ann Lee'],
    ['Ann Lee (She/Her/Hers) | Acme', 'Ann Lee'],
    ['Boma’s iPhone ', 'Boma'],
    ["Ann Lee's Galaxy S23", 'Ann Lee'],
    ["James' MacBook Pro (2)", 'James'],
    ['iPhone von Anna', 'Anna'],
    ['Ann Lee #1', 'Ann Lee'],
    ['🦊 Ann Lee 👩‍💻', 'Ann Lee'],
    ['王小明', '王小明'],
  ])('%j suggests %j', (label, person) => {
    expect(nameHint(label)).toBe(person);
  });

  it.each([
    ['(Acme)', '(Acme)'],
    ['🦊', '🦊'],
    ['#1', '#1'],
    ['@', '@'],
    ['', ''],
  ])('%j names nobody and stays as it is', (label, person) => {
    expect(nameHint(label)).toBe(person);
  });
});

it("somebody's shared sound is not that person speaking", () => {
  expect(nameHint('Audio shared by Marco De Rossi')).toBe('Audio shared by Marco De Rossi');
  expect(isSharedAudio('Audio shared by Marco De Rossi')).toBe(true);
  expect(isSharedAudio('Marco De Rossi')).toBe(false);
});
