import { describe, expect, it } from 'vitest';
import type { Participant } from '../../../plugin/customers/participants.ts';
import { sidesOf } from '../../../plugin/recordings/sides.ts';

function person(
  name: string | null,
  side: Participant['side'],
  addresses: Participant['addresses'] = [],
): Participant {
  return {
    key: `${name}-${side}`,
    name,
    kind: 'person',
    side,
    internal: false,
    attended: true,
    waitingOnly: false,
    addresses,
    seconds: 60,
  };
}

const DANA = { email: 'Dana@Acme.example', key: 'dana@acme.example', sources: ['invitees'] } as const;

const sideOf = sidesOf(
  [
    person('Hanna Host', 'team'),
    person('Dana Customer (Acme)', 'outside', [DANA]),
    person('Alex', 'team'),
    person('Alex', 'outside'),
    person('Somebody', 'unknown'),
    person(null, 'outside'),
  ],
  new Map([
    ['Meeting room', 'dana@acme.example'],
    ['Hanna Host (laptop)', 'DANA@acme.example'],
    ['Hanna Host (phone)', 'nobody@acme.example'],
  ]),
);

describe('the side of a speaker', () => {
  it.each([
    ['Hanna Host', 'team'],
    ['hanna host', 'team'],
    ['Hanna Host (she/her)', 'team'],
    ["Dana Customer's iPhone", 'customer'],
    ['Dana Customer', 'customer'],
    ['Alex', 'unknown'],
    ['Somebody', 'unknown'],
    ['Nobody Known', 'unknown'],
    ['Meeting room', 'customer'],
    ['Hanna Host (laptop)', 'customer'],
    ['Hanna Host (phone)', 'team'],
    [null, 'unknown'],
  ])('called %j is %s', (speaker, side) => {
    expect(sideOf(speaker)).toBe(side);
  });
});
