import { describe, expect, it } from 'vitest';
import { inWords } from '../../scripts/command/program.ts';
import { driftOf } from '../../scripts/record/drift/drift-report.ts';
import { readRecordOptions } from '../../scripts/record/options.ts';

const NOW = new Date('2026-10-15T12:00:00Z');

describe('the words behind npm run record', () => {
  it('need not be any: the newest twenty recordings of thirty days go to a new folder that git ignores', () => {
    expect(readRecordOptions([], NOW)).toMatchObject({
      ...{ out: 'recorded/2026-10-15T12-00-00', days: 30, most: 20 },
      ...{ seed: undefined, archive: undefined, drift: false, json: false },
    });
  });

  it.each([
    [['--days', '181'], '--days takes a whole number from 1 to 180, not 181.'],
    [['--recordings', 'all'], '--recordings takes a whole number from 1 to 10000, not all.'],
    [['--nonsense'], "Unknown option '--nonsense' (see --help)."],
  ])('are refused in one sentence: %j', async (args, sentence) => {
    const read = (async () => JSON.stringify(readRecordOptions(args, NOW)))();
    expect(await read.catch(inWords)).toBe(sentence);
  });
});

describe('an archive to compare', () => {
  it('that is not there is refused in one sentence', async () => {
    expect(await driftOf('/nowhere').then(String, inWords)).toBe(
      '/nowhere is not a folder that can be read.',
    );
  });
});
