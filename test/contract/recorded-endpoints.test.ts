import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { fixturesFolder } from '../zoom/index.ts';
import { archive, askedOf, endpointNames, isRefusal } from './recorded.ts';

const files = (await readdir(fixturesFolder(), { recursive: true })).filter((name) => name.endsWith('.har'));
const entries = (await Promise.all(files.map(archive))).flatMap(({ log }) => log.entries);
const recorded = entries.map((entry) => ({ endpoint: askedOf(entry)?.name, refused: isRefusal(entry) }));

describe('the recorded exchanges', () => {
  it.each(endpointNames())('show how Zoom grants and how it refuses %s', (name) => {
    const answers = recorded.filter(({ endpoint }) => endpoint === name);
    expect(new Set(answers.map(({ refused }) => refused))).toEqual(new Set([false, true]));
  });
});
