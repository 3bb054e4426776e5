import assert from 'node:assert/strict';
import { mergeSightings } from '../../plugin/customers/participants.ts';
import { chooseChat } from '../../plugin/recordings/chat-files.ts';
import { decide } from '../../plugin/recordings/decision.ts';
import { reasonToLeaveOut } from '../../plugin/recordings/filters.ts';
import { linksTo, momentsOf } from '../../plugin/recordings/moments.ts';
import { sightings } from '../../plugin/recordings/people.ts';
import { transcriptSourceId, uuidOfSource } from '../../plugin/recordings/source-ids.ts';
import { summaryPassages } from '../../plugin/recordings/summary-passages.ts';
import { chooseTranscript, offsetFrom, startOf } from '../../plugin/recordings/transcript-files.ts';
import { walkWindow } from '../../plugin/recordings/window-pages.ts';
import { readSettings } from '../../plugin/settings.ts';
import { endpointPath } from '../../plugin/zoom/endpoints.ts';
import type {
  ListedRecording,
  MeetingSummary,
  PeoplePage,
  RecordingPage,
  ZoomPerson,
} from '../../plugin/zoom/recording.ts';
import { assertPeople } from './people.ts';
import { assertInProportion, assertInteger, assertKey, assertStorable, lengthOf } from './storable.ts';
import { assertZoomError } from './zoom-errors.ts';

const NOW = new Date('2026-10-15T12:00:00Z');
const SETTINGS = readSettings({
  minimumMinutes: 5,
  retentionDays: 400,
  skipTitles: ['secret'],
  skipHosts: ['a@b.example'],
});
const LISTING = { listedAt: NOW, afresh: false, skipsByAudience: false, companion: true, heldBy: 'none' };
const WINDOW = { from: '2026-09-15', to: '2026-10-15' };
const KINDS = ['meeting', 'webinar', 'upload', 'breakout'];
/** The days that a recording's parts may lie apart, and more. */
const LONGEST_MS = 7 * 86_400_000;

/** Fails if the recording could not be kept, asked for, decided on or linked to. */
export function assertRecording(recording: ListedRecording): void {
  const { uuid, kind, durationMinutes, files } = recording;
  assertStorable(recording, 'the recording');
  assertKey(uuid, 'the uuid');
  assertInteger(durationMinutes, 'the minutes');
  assert.ok(KINDS.includes(kind), `it is a ${kind}`);
  assert.equal(uuidOfSource(transcriptSourceId(uuid)), uuid);
  const [, , , segment = ''] = endpointPath('recordingFiles', { uuid }).split('/');
  assert.ok(
    [1, 2].some((times) => decoded(segment, times) === uuid),
    'the path leads to another uuid',
  );
  for (const { id, size } of files) {
    if (id !== null) assertKey(id, 'the id of a file');
    assertStorable(size);
  }
  const decision = decide(recording, undefined, LISTING);
  assertStorable(decision, 'what is decided');
  if (decision.do === 'wait') assert.ok(decision.until > NOW, 'it is to be looked at in the past');
  assert.match(reasonToLeaveOut(recording, SETTINGS, NOW) ?? 'retention', /^(?:retention|filter_[a-z]+)$/);
  assertFiles(recording);
}

function assertFiles({ files }: ListedRecording): void {
  const choice = chooseTranscript(files);
  const chosen = choice.kind === 'none' ? (chooseChat(files) ?? []) : choice.files;
  for (const file of chosen) {
    const offset = offsetFrom(startOf(chosen[0]), file);
    assert.ok(offset >= 0 && offset <= LONGEST_MS, `a part begins after ${offset} ms`);
  }
  const link = linksTo(momentsOf(files, chosen[0], () => true))(1_000);
  if (link !== undefined) assert.ok(URL.canParse(link) && !link.includes('pwd='), `it links to ${link}`);
}

/** Walks a window of which every page is this one: Zoom may well say so. */
export async function assertListing(page: RecordingPage): Promise<void> {
  assertStorable(page, 'the page');
  for (const recording of page.recordings) assertRecording(recording);
  let asked = 0;
  const kept: string[] = [];
  const ask = async () => {
    asked += 1;
    return page;
  };
  const keep = async (recordings: readonly ListedRecording[]) => {
    kept.push(...recordings.map(({ uuid }) => uuid));
  };
  await walkWindow(WINDOW, ask, keep).catch((error: unknown) => assertZoomError(error, NOW));
  assert.ok(asked <= 2, 'a page is asked for again and again');
  assert.equal(new Set(kept).size, kept.length, 'a recording is kept twice');
}

export function assertPeoplePage({ people, nextPageToken }: PeoplePage): void {
  assertStorable(nextPageToken, 'the page token');
  assertPersons(people);
}

export function assertPersons(people: readonly ZoomPerson[]): void {
  assertStorable(people, 'the people');
  const team = { domains: new Set(['tidewater.example']), emails: new Set(['host@vendor.example']) };
  const seen = [...sightings('past_participants', people), ...sightings('registrants', people.slice(0, 3))];
  assertPeople(mergeSightings(seen, team));
}

export function assertSummary({ title, markdown }: MeetingSummary): void {
  const passages = summaryPassages(title, markdown);
  assertStorable([title, markdown, passages], 'the summary');
  assertInProportion(lengthOf(passages), markdown.length + (title ?? '').length, 4, 'passages');
}

function decoded(segment: string, times: number): string {
  return times === 0 ? segment : decoded(decodeURIComponent(segment), times - 1);
}
