import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import statsSchema from '../../contracts/hooks/stats.output.schema.json' with { type: 'json' };
import { manifest } from '../../plugin/manifest.ts';
import { HALO_METRICS } from '../halo/metrics.ts';
import { packageRoot } from '../package-root.ts';

const { warnings, state } = statsSchema.properties.health.properties;

/** A part of the runbook, what its words look like, and all there are of them. */
interface Listed {
  readonly what: string;
  readonly heading: string;
  readonly words: RegExp;
  readonly all: () => readonly string[];
}

const PARTS: readonly Listed[] = [
  {
    what: 'metric',
    heading: 'Alerts',
    words: /\b(?:\w+_total|webhook_requests)\b/g,
    all: () => [...manifest.metrics, ...HALO_METRICS].map(({ name }) => name),
  },
  {
    what: 'warning',
    heading: 'Warnings on the page',
    words: /(?<=^\| `)\w+(?=`)/gm,
    all: () => warnings.items.properties.code.enum,
  },
  {
    what: 'state of a connection',
    heading: 'States of a connection',
    words: /(?<=^\| `)\w+(?=`)/gm,
    all: () => state.enum,
  },
  {
    what: 'code of a failure',
    heading: 'Codes',
    words: /\b(?:zoom|connect)\.\w+\b/g,
    all: () => found(/'((?:zoom|connect)\.\w+)'/g, ['plugin/zoom/errors.ts', 'plugin/plugin-error.ts']),
  },
  {
    what: 'record of the log',
    heading: 'Records of the log',
    words: /\b(?:zoom|halo)\.\w+\.\w+\b/g,
    all: () => found(/event: '([^']+)'/g),
  },
];

let runbook: string;
const sources = new Map<string, string>();

beforeAll(async () => {
  runbook = await readFile(join(packageRoot, 'docs/runbook.md'), 'utf8');
  for (const folder of ['plugin', 'test/halo']) {
    const names = await readdir(join(packageRoot, folder), { recursive: true });
    for (const name of names.filter((each) => /\.tsx?$/.test(each)))
      sources.set(`${folder}/${name}`, await readFile(join(packageRoot, folder, name), 'utf8'));
  }
});

/** What stands in the code, in the files named or in all. */
function found(pattern: RegExp, files = [...sources.keys()]): string[] {
  return files.flatMap((file) =>
    [...(sources.get(file) ?? '').matchAll(pattern)].flatMap(([, word = '']) => word),
  );
}

/** The text below a heading. */
function part(heading: string): string {
  const [, text = ''] = runbook.split(`\n## ${heading}\n`);
  return text.split('\n## ')[0] ?? '';
}

const sorted = (words: Iterable<string>) => [...new Set(words)].toSorted();

describe('the runbook', () => {
  it.each(PARTS)(
    'has an entry for every $what, and for none that does not exist',
    ({ heading, words, all }) => {
      expect(all().length).toBeGreaterThan(3);
      expect(sorted(part(heading).match(words) ?? [])).toEqual(sorted(all()));
    },
  );

  it('names elsewhere only what exists', () => {
    const known = new Set([...PARTS.flatMap(({ all }) => all()), ...manifest.network.api]);
    const named = runbook.match(/`(?:(?:zoom|connect|halo)\.[\w.]+|(?:zoom|webhook|halo)_\w+)`/g) ?? [];
    expect(named.map((word) => word.slice(1, -1)).filter((word) => !known.has(word))).toEqual([]);
  });

  it('names labels and settings as they are', () => {
    const labels = new Map(
      [...manifest.metrics, ...HALO_METRICS].map((metric) => [metric.name, metric.labels]),
    );
    for (const [, name = '', conditions = ''] of runbook.matchAll(/(\w+)\{([^}]*)\}/g)) {
      for (const [, label] of conditions.matchAll(/(\w+)(?:=|!)/g)) expect(labels.get(name)).toContain(label);
    }
    const titles = Object.values(manifest.settings.properties).map(({ title }) => title);
    for (const title of ["Share of Zoom's limit", 'Your Zoom plan', 'Most tokens for one meeting']) {
      expect(runbook).toContain(`*${title}*`);
      expect(titles).toContain(title);
    }
  });

  it('knows each record by a name of its own', () => {
    const events = found(/event: '([^']+)'/g);
    for (const event of events) expect(event).toMatch(/^(?:zoom|halo)\.[a-z]+\.[a-z]+$/);
    expect(events).toHaveLength(new Set(events).size);
  });
});
