import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../plugin/customers/addresses.ts';
import { kindOf, type ParticipantKind } from '../../../plugin/customers/participant-kind.ts';

const KINDS: [name: string, kind: ParticipantKind][] = [
  ['Jane Doe', 'person'],
  ["Anna's iPhone", 'person'],
  ['Alice Read', 'person'],
  ['Li Gong', 'person'],
  ['Otter', 'person'],
  ['Grain Smith', 'person'],
  ['Ella Fellowes', 'person'],
  ['Tony Executive Assistant', 'person'],
  ['Room Service GmbH', 'person'],
  ['007', 'person'],
  ['Otter.ai', 'bot'],
  ["Jane's OtterPilot", 'bot'],
  ['Jane’s Otter Pilot', 'bot'],
  ['Fireflies.ai Notetaker Jane', 'bot'],
  ['read.ai meeting notes', 'bot'],
  ['Read AI', 'bot'],
  ['Fathom Notetaker', 'bot'],
  ['Jane’s Fathom AI', 'bot'],
  ['tl;dv Meeting Recorder', 'bot'],
  ['TLDV', 'bot'],
  ['Grain Notetaker', 'bot'],
  ['Avoma Assistant', 'bot'],
  ['Gong Recorder', 'bot'],
  ['Chorus.ai', 'bot'],
  ['MeetGeek', 'bot'],
  ['Sembly Agent', 'bot'],
  ['Acme Notetaker', 'bot'],
  ['AI Note Taker', 'bot'],
  ['Zoom AI Companion', 'bot'],
  ['+1***5550', 'phone'],
  ['+1***555**12', 'phone'],
  ['13125551234', 'phone'],
  ['+44 (20) 7946-0958', 'phone'],
  ['1312****12', 'phone'],
  ['Call-In User_1', 'phone'],
  ['call in user', 'phone'],
  ['Phone User 2', 'phone'],
  ['Boardroom', 'room'],
  ['Zoom Room 4F', 'room'],
  ['Berlin Conference Room', 'room'],
  ['Mars (Room)', 'room'],
  ['Huddle Room', 'room'],
  ['Room 12', 'room'],
];

describe('what sits behind a name', () => {
  it.each(KINDS)('%j is a %s', (name, kind) => {
    expect(kindOf([name], [])).toBe(kind);
  });

  it.each([
    ['fred@fireflies.ai', 'bot'],
    ['notetaker@read.ai', 'bot'],
    ['acme@assistant.gong.io', 'bot'],
    ['jane@gong.io', 'person'],
    ['acme.com_3936@resource.calendar.google.com', 'room'],
  ])('the mailbox %s belongs to a %s', (email, kind) => {
    const address = parseAddress(email);
    expect(address && kindOf([], [address])).toBe(kind);
  });

  it('stays a person when a person was seen too', () => {
    expect(kindOf(['Jane Doe', "Jane's OtterPilot"], [])).toBe('person');
  });

  it.each([
    ['Anna (note taker)', 'anna@acme.com', 'person'],
    ['Gong Ai', 'gong.ai@acme.com', 'person'],
    ['Jane Doe (Avoma)', 'jane@avoma.com', 'person'],
    ['Jane Doe | Fireflies', 'jane@fireflies.ai', 'person'],
    ['Otter.ai', 'join-42@otter.ai', 'bot'],
    ['Acme Notetaker', 'n***@acme.com', 'bot'],
  ])('%j with the address %s is a %s', (name, email, kind) => {
    const address = parseAddress(email);
    expect(address && kindOf([name], [address])).toBe(kind);
  });
});
