import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Utterance } from '../../../plugin/transcript/speakers.ts';
import {
  addressesOfSpeakers,
  looksLikeTimeline,
  parseTimeline,
} from '../../../plugin/transcript/timeline.ts';

const HOST = { username: 'Hanna Host', email_address: 'hanna@vendor.example', zoom_userid: 'u1' };
const DANA = { username: 'Dana', email_address: 'dana@customer.example', zoom_userid: 'u2' };
const GUEST = { username: 'Gus Guest', email_address: '', zoom_userid: '' };

type Entry = readonly [second: number, ...users: object[]];

const stamp = (second: number) => new Date(second * 1000).toISOString().slice(11, 23);
const file = (...entries: Entry[]) =>
  JSON.stringify({ timeline_refine: entries.map(([second, ...users]) => ({ ts: stamp(second), users })) });

const said = (speaker: string | null, fromSecond: number, toSecond: number): Utterance => ({
  ...{ speaker, startMs: fromSecond * 1000, endMs: toSecond * 1000, text: 'Some words.' },
});
const addresses = (utterances: Utterance[], ...entries: Entry[]) =>
  Object.fromEntries(addressesOfSpeakers(utterances, parseTimeline(file(...entries))));

describe('a timeline file', () => {
  it('tells who was heard until somebody else was', () => {
    expect(parseTimeline(file([5, HOST], [9, GUEST], [12], [20, HOST, DANA]))).toEqual([
      { startMs: 5_000, endMs: 9_000, heard: [heard('Hanna Host', 'hanna@vendor.example', 'u1')] },
      { startMs: 9_000, endMs: 12_000, heard: [heard('Gus Guest', null, null)] },
      { startMs: 12_000, endMs: 20_000, heard: [] },
      {
        ...{ startMs: 20_000, endMs: 50_000 },
        heard: [
          heard('Hanna Host', 'hanna@vendor.example', 'u1'),
          heard('Dana', 'dana@customer.example', 'u2'),
        ],
      },
    ]);
  });

  it('is read from its raw list where Zoom has not refined it', () => {
    const entries = [{ ts: '00:00:01.000', users: [DANA] }];
    for (const timeline_refine of [undefined, null, []])
      expect(parseTimeline(JSON.stringify({ timeline: entries, timeline_refine }))).toHaveLength(1);
  });

  it('attributes nothing to one of several people at a microphone', () => {
    const [span] = parseTimeline(file([0, { ...DANA, multiple_people: true }, HOST]));
    expect(span?.heard.map(({ name }) => name)).toEqual(['Hanna Host']);
  });

  it('leaves out what cannot be read, and keeps the rest', () => {
    const odd = [null, 7, {}, { ts: 'soon', users: [] }, { ts: '00:00:02.000', users: 'nobody' }];
    const entries = [...odd, { ts: '00:00:03.000', users: [null, { username: 5 }, DANA] }];
    expect(parseTimeline(JSON.stringify({ timeline: entries }))).toMatchObject([
      { startMs: 2_000, heard: [] },
      { startMs: 3_000, heard: [{ name: null }, { name: 'Dana' }] },
    ]);
  });

  it('is told from the page that Zoom serves instead of one', () => {
    expect(looksLikeTimeline(file([0, HOST]))).toBe(true);
    for (const other of ['<!doctype html>', '', '[1]', 'null', 'WEBVTT'])
      expect(looksLikeTimeline(other)).toBe(false);
  });

  it('never fails, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), (text) => {
        const spans = parseTimeline(text);
        expect(spans.every(({ startMs, endMs }) => startMs <= endMs)).toBe(true);
      }),
    );
  });
});

describe('the address behind a speaker’s label', () => {
  it('is that of the only person of that name, however the label is written', () => {
    expect(addresses([said('DANA ', 0, 4)], [0, HOST], [2, DANA])).toEqual({
      'DANA ': 'dana@customer.example',
    });
  });

  it('is that of whoever was heard while a label of another name spoke', () => {
    const talk = [said('Dana (Acme)', 0, 10), said('Hanna Host', 10, 20), said('Dana (Acme)', 20, 26)];
    expect(addresses(talk, [0, DANA], [10, HOST], [20, DANA], [25, HOST])).toEqual({
      'Dana (Acme)': 'dana@customer.example',
      'Hanna Host': 'hanna@vendor.example',
    });
  });

  it('stays unknown where two people were heard about as long', () => {
    expect(addresses([said('Room 5', 0, 10)], [0, DANA], [5, HOST])).toEqual({});
  });

  it('stays unknown of a guest without an address, though others spoke at the same time', () => {
    expect(addresses([said('Gus Guest', 0, 10)], [0, DANA], [9, GUEST])).toEqual({});
  });

  it('is decided by who was heard where two people have one name', () => {
    const other = { ...DANA, email_address: 'other.dana@customer.example' };
    const talk = [said('Dana', 0, 10)];
    expect(addresses(talk, [0, DANA], [1, other])).toEqual({ Dana: 'other.dana@customer.example' });
    expect(addresses(talk, [0, DANA], [5, other])).toEqual({});
  });

  it('stays unknown for words that no label has', () => {
    expect(addresses([said(null, 0, 10)], [0, DANA])).toEqual({});
  });
});

function heard(name: string, email: string | null, zoomUserId: string | null) {
  return { name, email, zoomUserId };
}
