import assert from 'node:assert/strict';
import { participantKeys } from '../../plugin/customers/participant-keys.ts';
import type { Participant } from '../../plugin/customers/participants.ts';
import { assertInteger, assertKey, assertStorable } from './storable.ts';

/** Fails if PostgreSQL would not take these, or would take two of them for one. */
export function assertPeople(participants: readonly Participant[]): void {
  assertStorable(participants, 'participants');
  assert.equal(new Set(participants.map(({ key }) => key)).size, participants.length, 'two have one key');
  for (const { key, name, seconds, addresses } of participants) {
    assertKey(key, 'the key of a participant');
    assert.notEqual(name, '');
    if (seconds !== null) assertInteger(seconds, 'the seconds of a participant');
    for (const { email, sources } of addresses) assert.ok(email.includes('@') && sources.length > 0);
  }
  for (const { value } of participantKeys(participants)) assertKey(value, 'what a customer is looked up by');
}
