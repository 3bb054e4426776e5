import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasWords, reasonInWords } from '../../halo/page/reasons.ts';
import { packageRoot } from '../../package-root.ts';

/** Written like a reason, and never shown as one. */
const OTHERS = new Set([
  // a connection's state, a flag of Zoom's, scopes and effects
  ...['reconnect_needed', 'ai_summary'],
  ...['backfill_transcripts', 'full_resync', 'read_summary', 'remove_summary', 'read_chat', 'rules_changed'],
  // what only the answer of a job says
  ...['ingested_already', 'no_summary', 'not_ingested', 'summaries_off', 'summary_unavailable'],
  ...['chat_off', 'chat_unavailable'],
  // where a participant was found, and names of Zoom's
  ...['alternative_hosts', 'join_events', 'past_participants', 'in_waiting_room', 'audio_transcript'],
]);
const METRIC = /_total$/;

/** Every code of the two places where reasons are given: words with underscores, in quotes. */
async function codes(): Promise<string[]> {
  const folder = join(packageRoot, 'plugin/recordings');
  const files = (await readdir(folder)).map((name) => join(folder, name));
  const sources = await Promise.all(
    [...files, join(packageRoot, 'plugin/zoom/errors.ts')].map((file) => readFile(file, 'utf8')),
  );
  const found = sources.flatMap((source) => source.match(/(?<=')(?:zoom\.)?[a-z]+(?:_[a-z]+)+(?=')/g) ?? []);
  return [...new Set(found)].filter((code) => !OTHERS.has(code) && !METRIC.test(code));
}

describe('a reason', () => {
  it('that the plugin gives has words on the page', async () => {
    const found = await codes();
    expect(found).toEqual(expect.arrayContaining(['keyword_rule', 'filter_title', 'zoom.not_permitted']));
    expect(found.filter((code) => !hasWords(code))).toEqual([]);
  });

  it.each(['retention', 'cancelled', 'trashed_in_zoom', 'deleted_in_zoom', 'files_trashed_in_zoom'])(
    'that is no code in quotes has them too: %s',
    (reason) => {
      expect(hasWords(reason)).toBe(true);
    },
  );

  it('is a sentence', async () => {
    for (const code of await codes()) expect(reasonInWords(code)).toMatch(/^\p{Lu}.+\.$/u);
  });

  it.each([
    ['some_new_reason', 'Some new reason'],
    ['constructor', 'Constructor'],
  ])('that nobody has found words for is at least readable: %s', (reason, words) => {
    expect([hasWords(reason), reasonInWords(reason)]).toEqual([false, words]);
  });
});
