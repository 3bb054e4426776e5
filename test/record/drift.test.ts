import { beforeAll, describe, expect, it } from 'vitest';
import { type Difference, differencesOf } from '../../scripts/record/drift/differences.ts';
import { driftInWords } from '../../scripts/record/drift/drift-report.ts';
import { scrubbedFiles } from '../../scripts/record/scrubbed-files.ts';
import { archive } from '../contract/recorded.ts';
import type { Har } from '../zoom/har.ts';
import { DAYS, fixtureCustomers, recordFixtures } from './recording.ts';

const FIXTURES = [
  'first-connect',
  'recurring-meeting',
  'webinar',
  'chat-and-summary',
  'no-transcript',
  'two-transcript-files',
];
const LISTING = 'GET /v2/accounts/me/recordings';

let fixtures: Har[];
let recorded: Har[];

beforeAll(async () => {
  fixtures = await Promise.all(FIXTURES.map((name) => archive(`${name}.har`)));
  const { session } = await recordFixtures({ most: 5 });
  const { files } = scrubbedFiles(session, {
    key: 'a seed',
    customers: await fixtureCustomers(),
    days: DAYS,
  });
  recorded = [...files].flatMap(([name, text]): Har[] => (name.endsWith('.har') ? [JSON.parse(text)] : []));
});

/** The recording as if Zoom had changed its answers to one path. */
function changed(path: RegExp, change: (text: string) => string): Har[] {
  const copy = structuredClone(recorded);
  for (const { request, response } of copy.flatMap(({ log }) => log.entries)) {
    const { content } = response;
    if (path.test(request.url) && content.text !== undefined) content.text = change(content.text);
  }
  return copy;
}

/** What is told of a change, and of nothing else. */
function toldOf(path: RegExp, change: (text: string) => string): Difference[] {
  const before = new Set(differencesOf(recorded, fixtures).map((each) => JSON.stringify(each)));
  return differencesOf(changed(path, change), fixtures).filter((each) => !before.has(JSON.stringify(each)));
}

const difference = (field: string, what: string | RegExp, breaks: boolean) => ({
  endpoint: LISTING,
  field,
  what: typeof what === 'string' ? what : expect.stringMatching(what),
  breaks,
});

describe('the drift report', () => {
  it('has nothing that the plugin cannot read in a recording of the local Zoom', () => {
    expect(recorded.length).toBeGreaterThan(3);
    expect(differencesOf(recorded, fixtures).filter(({ breaks }) => breaks)).toEqual([]);
  });

  it('tells of a field under another name, which the plugin then misses', () => {
    expect(toldOf(/recordings\?from/, (text) => text.replaceAll('"download_url"', '"file_url"'))).toEqual([
      difference(
        'meetings[].recording_files[].download_url',
        /Zoom did not send it; the plugin reads it/,
        true,
      ),
      difference('meetings[].recording_files[].file_url', 'Zoom sends it; the fixtures lack it', false),
    ]);
  });

  it('tells of a field that is gone, without alarm if the plugin never reads it', () => {
    expect(toldOf(/recordings\?from/, (text) => text.replaceAll(/"share_url":"[^"]*",/g, ''))).toEqual([
      difference('meetings[].share_url', 'the fixtures have it; Zoom did not send it', false),
    ]);
  });

  it('tells of a number that became text, which the plugin reads all the same', () => {
    expect(
      toldOf(/recordings\?from/, (text) => text.replaceAll(/"duration":(\d+)/g, '"duration":"$1"')),
    ).toEqual([difference('meetings[].duration', 'is text; in the fixtures it is number', false)]);
  });

  it('tells of a text that became an object, which the plugin does not read', () => {
    expect(
      toldOf(/recordings\?from/, (text) => text.replaceAll(/"topic":"[^"]*"/g, '"topic":{"text":"a"}')),
    ).toEqual([difference('meetings[].topic', 'is object; in the fixtures it is text', true)]);
  });

  it('tells of a value that is new among those that Zoom chooses from', () => {
    expect(toldOf(/recordings\?from/, (text) => text.replaceAll('"TRANSCRIPT"', '"AVATAR_TEXT"'))).toEqual([
      difference('meetings[].recording_files[].file_type', 'can be AVATAR_TEXT, which no fixture has', false),
    ]);
  });

  it('tells of rows that the plugin has to let go, because a field it needs is gone', () => {
    expect(toldOf(/recordings\?from/, (text) => text.replace(/"uuid":"[^"]*",/, ''))).toEqual([
      difference('meetings[]', 'the plugin can read 1 of the rows no more', true),
      difference('meetings[].uuid', 'is missing now and then; the fixtures always have it', false),
    ]);
  });

  it('tells of an answer that the plugin refuses', () => {
    expect(toldOf(/users\/me$/, (text) => text.replace(/"account_id":"[^"]*",/, ''))).toContainEqual({
      endpoint: 'GET /v2/users/me',
      field: 'account_id',
      what: 'the plugin refuses the whole answer',
      breaks: true,
    });
  });

  it('tells of a refusal that no fixture shows', () => {
    const told = toldOf(/meeting_summary$/, () => '{"code":2305,"message":"Restricted."}');
    expect(told.map(({ endpoint, field, what }) => [endpoint, field, what])).toContainEqual([
      'GET /v2/meetings/{uuid}/meeting_summary, refused',
      'code',
      'can be 2305, which no fixture has',
    ]);
  });

  it('puts what breaks first, in a table that ends with what to do', () => {
    const differences = differencesOf(
      changed(/recordings\?from/, (text) => text.replaceAll('"download_url"', '"file_url"')),
      fixtures,
    );
    const lines = driftInWords(differences).trimEnd().split('\n');
    expect(lines[1]).toMatch(
      /^BREAKS {2}GET \/v2\/accounts\/me\/recordings +meetings\[\]\.recording_files\[\]\.download_url/,
    );
    expect(lines.at(-1)).toMatch(/1 that the plugin cannot read: mend plugin\/zoom\/wire\.ts\.$/);
    expect(driftInWords([])).toMatch(/^No drift/);
  });
});
