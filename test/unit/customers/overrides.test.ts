import { describe, expect, it } from 'vitest';
import type { Link } from '../../../plugin/customers/links.ts';
import { applyOverrides, type Override } from '../../../plugin/customers/overrides.ts';

const JANE: Link = {
  endUserId: 'jane',
  companyId: 'acme',
  email: 'jane@acme.com',
  source: 'invitees',
  method: 'email',
  confidence: 0.72,
  attended: false,
};
const BETA: Link = {
  companyId: 'beta',
  email: 'bob@beta.com',
  source: 'past_participants',
  method: 'domain',
  confidence: 0.8,
  attended: true,
};
const BY_ADMIN = { source: 'admin', method: 'admin', confidence: 1, attended: false };

describe("an admin's word", () => {
  it('changes nothing when there is none', () => {
    expect(applyOverrides([JANE, BETA], [])).toEqual([BETA, JANE]);
  });

  it('makes a confirmed link certain and keeps its evidence', () => {
    const [first] = applyOverrides([JANE, BETA], [{ endUserId: 'jane', decision: 'confirmed' }]);
    expect(first).toEqual({ ...JANE, confidence: 1 });
  });

  it('keeps a confirmed customer when a later run no longer finds evidence', () => {
    const confirmed: Override = { companyId: 'acme', endUserId: 'jane', decision: 'confirmed' };
    expect(applyOverrides([], [confirmed])).toEqual([{ companyId: 'acme', endUserId: 'jane', ...BY_ADMIN }]);
  });

  it('adds a customer nobody found, and does not add one twice', () => {
    const added: Override = { companyId: 'beta', decision: 'added' };
    expect(applyOverrides([], [added])).toEqual([{ companyId: 'beta', ...BY_ADMIN }]);
    expect(applyOverrides([BETA], [added])).toEqual([{ ...BETA, confidence: 1 }]);
  });

  it('removes a company however it was found', () => {
    expect(applyOverrides([JANE, BETA], [{ companyId: 'acme', decision: 'removed' }])).toEqual([BETA]);
    expect(applyOverrides([JANE, BETA], [{ companyId: 'beta', decision: 'removed' }])).toEqual([JANE]);
  });

  it('removes a person and leaves the company, until that is removed as well', () => {
    const person: Override = { endUserId: 'jane', decision: 'removed' };
    const { endUserId: _jane, ...acme } = JANE;
    expect(applyOverrides([JANE], [person])).toEqual([acme]);
    expect(applyOverrides([JANE], [person, { companyId: 'acme', decision: 'removed' }])).toEqual([]);
    expect(applyOverrides([{ ...BETA, endUserId: 'x' }, JANE], [person])).toHaveLength(2);
  });

  it('leaves nothing of a removed person who has no company', () => {
    const { companyId: _acme, ...alone } = JANE;
    expect(applyOverrides([alone], [{ endUserId: 'jane', decision: 'removed' }])).toEqual([]);
  });

  it('keeps a pinned person of a removed company, without the company', () => {
    const overrides: Override[] = [
      { companyId: 'acme', decision: 'removed' },
      { endUserId: 'jane', decision: 'confirmed' },
    ];
    const { companyId: _acme, ...alone } = JANE;
    expect(applyOverrides([JANE], overrides)).toEqual([{ ...alone, confidence: 1 }]);
  });

  it('is the removal when both were said', () => {
    const both: Override[] = [
      { companyId: 'beta', decision: 'removed' },
      { companyId: 'beta', decision: 'added' },
    ];
    expect(applyOverrides([BETA], both)).toEqual([]);
    expect(applyOverrides([BETA], both.toReversed())).toEqual([]);
  });

  it('gives the same answer when it is applied to its own answer', () => {
    const overrides: Override[] = [
      { companyId: 'gamma', decision: 'added' },
      { endUserId: 'jane', decision: 'removed' },
      { companyId: 'beta', decision: 'confirmed' },
    ];
    const once = applyOverrides([JANE, BETA], overrides);
    expect(applyOverrides(once, overrides)).toEqual(once);
  });
});
