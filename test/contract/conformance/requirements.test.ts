import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../package-root.ts';
import { CHAPTERS } from './checks/index.ts';
import { REQUIREMENTS } from './requirements.ts';

const titles = Object.values(CHAPTERS).flatMap((checks) => checks.map(({ title }) => title));
const verified = REQUIREMENTS.flatMap(({ verifiedBy }) => verifiedBy);

describe('the requirements of the contract', () => {
  it.each(REQUIREMENTS)('have a check for: $words', ({ verifiedBy }) => {
    expect(verifiedBy.length).toBeGreaterThan(0);
    expect(verifiedBy.filter((title) => !titles.includes(title))).toEqual([]);
  });

  it('give a reason for every check, and have each once', () => {
    expect(titles.filter((title) => !verified.includes(title))).toEqual([]);
    expect(new Set(titles).size).toBe(titles.length);
    expect(new Set(REQUIREMENTS.map(({ id }) => id)).size).toBe(REQUIREMENTS.length);
  });

  it('stand where they say: in Halo’s documentation, or in a file that there is', async () => {
    const files = REQUIREMENTS.map(({ source }) => source).filter((source) => !source.startsWith('https://'));
    for (const file of files) await access(join(packageRoot, file));
    const pages = REQUIREMENTS.map(({ source }) => source).filter((source) => source.startsWith('https://'));
    expect(pages.filter((page) => !page.startsWith('https://docs.haloagents.ai/'))).toEqual([]);
  });
});
