import { describe, expect, it } from 'vitest';
import { linksIn } from '../docs/documents.ts';
import { itIsProven, readProven } from './proofs.ts';

const SURE = ['documented', 'Zoom’s code', 'seen', 'assumed'];

const facts = await readProven('zoom-facts.md');

describe('the facts about Zoom', () => {
  itIsProven(facts, 120);

  it('say of each how sure it is, in one of four ways', () => {
    expect(facts.rows.filter(([, sure = '']) => !SURE.includes(sure))).toEqual([]);
  });

  it('say of each where the plugin rests on it', () => {
    const paths = facts.rows.map(([, , where = '']) => linksIn(where).map(({ path }) => path));
    expect(paths.filter((of) => of.length === 0)).toEqual([]);
    expect(paths.flat().filter((path) => !path.startsWith('../plugin/'))).toEqual([]);
  });

  it('are each told once', () => {
    const told = facts.rows.map(([fact]) => fact);
    expect(told.filter((fact, index) => told.indexOf(fact) !== index)).toEqual([]);
    expect(facts.rows.filter((cells) => cells.length !== 4)).toEqual([]);
  });
});
