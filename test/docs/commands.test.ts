import { execFile } from 'node:child_process';
import { access, readFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { plugin } from '../../plugin/index.ts';
import { readEnvironment, VARIABLES } from '../../scripts/start/environment.ts';
import { packageRoot } from '../package-root.ts';
import { build } from '../start/build.ts';
import { run } from '../start/command.ts';
import { runningHalo } from '../unit/halo/running-halo.ts';
import { type ArgumentReaders, argumentReaders, type Command, commandsIn, filledIn } from './commands.ts';
import { codeIn, readDocuments } from './documents.ts';

/** npm's own, beside the scripts of package.json, each with nothing behind it; and the tarball that it installs. */
const OF_NPM = /^(?:ci|test|start|pack|publish|install \.\/[\w.-]+\.tgz)$/;
const VARIABLE = /\b(?:(?:HALO|ZOOM|MODEL)_[A-Z_]+|DATABASE_URL|PORT)\b/g;

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')));

const documents = await readDocuments();
const commands = documents.flatMap(commandsIn);
const readme = documents.find(({ path }) => path === 'README.md');

beforeAll(build);

describe('the commands of the documentation', () => {
  it('can all be run: every program, script, flag and name there is', async () => {
    expect(commands.length).toBeGreaterThan(15);
    const readers = argumentReaders(await knownBenches());
    const problems = await Promise.all(commands.map((command) => problemWith(command, readers)));
    expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
  });

  it('name in sentences only flags that a command takes', async () => {
    const flags = documents
      .flatMap(({ passages }) => passages.flatMap(({ text }) => codeIn(text)))
      .filter((code) => code.startsWith('--'));
    expect(flags.length).toBeGreaterThan(3);
    const readers = [...argumentReaders(await knownBenches()).values()];
    const taken = (flag: string) =>
      readers.some((read) =>
        // Some want a value, and some the name of a bench first.
        [flag, `${flag} 1`, `all ${flag}`].some((words) => fits(read, words.split(' '))),
      );
    expect(flags.filter((flag) => !taken(flag))).toEqual([]);
  });

  it('tell in README of every bench, and of none that there is not', async () => {
    const rows = readme?.passages.flatMap(({ text }) => /^\| `([a-z-]+)` \|/.exec(text)?.[1] ?? []) ?? [];
    expect(rows.toSorted()).toEqual((await knownBenches()).toSorted());
  });
});

describe('the environment', () => {
  it('is told in README’s table whole', () => {
    const cells = readme?.passages.flatMap(({ text }) => /^\|([^|]*)\|/.exec(text)?.[1] ?? []) ?? [];
    expect(cells.flatMap((cell) => cell.match(VARIABLE) ?? []).toSorted()).toEqual(VARIABLES.toSorted());
  });

  it('is nowhere told of what nobody reads', () => {
    const unread = documents.flatMap(({ path, text }) =>
      (text.match(VARIABLE) ?? [])
        .filter((name) => !VARIABLES.includes(name))
        .map((name) => `${path}: ${name}`),
    );
    expect(unread).toEqual([]);
  });

  it('that README has a shell set for a real Zoom app is one that Halo takes', async () => {
    const block = readme?.blocks.find(({ text }) => text.includes('export '));
    const exports = filledIn(block?.text ?? '').replace('npm start', 'env');
    const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
    const { stdout } = await promisify(execFile)('sh', ['-ec', exports], { env: { PATH } });
    const set = Object.fromEntries(stdout.split('\n').map((line) => line.split(/=(.*)/s).slice(0, 2)));
    const environment = readEnvironment(set);
    expect(environment).toMatchObject({ ZOOM_CLIENT_ID: 'x', HALO_PUBLIC_URL: 'https://halo.example' });
    expect(Buffer.from(environment.HALO_ENCRYPTION_KEY ?? '', 'base64')).toHaveLength(32);
  });
});

describe('an address that curl is given', () => {
  it('answers in a running Halo', async () => {
    const halo = await runningHalo({ plugin });
    onTestFinished(() => halo.stop());
    const asked = commands.filter(({ words: [program] }) => program === 'curl');
    expect(asked).not.toEqual([]);
    for (const { at, words } of asked) {
      const address = filledIn(words.slice(1).join(' '), new Map([['https://<your Halo>', halo.url]]));
      const { status } = await fetch(address);
      expect({ at, status }).toEqual({ at, status: 200 });
    }
  });
});

let asked: Promise<string[]> | undefined;

/** As `npm run bench` itself tells them. One process tells all tests. */
function knownBenches(): Promise<string[]> {
  asked ??= askForBenches();
  return asked;
}

async function askForBenches(): Promise<string[]> {
  const { stderr } = await run([], {}, { script: 'bench' });
  return (/\(known: (.*)\)/.exec(stderr)?.[1] ?? '').split(', ').filter((name) => name !== 'all');
}

/** Why a command of the documentation cannot be run, or nothing. */
async function problemWith({ at, words }: Command, readers: ArgumentReaders): Promise<string | undefined> {
  const [program = '', ...rest] = words;
  switch (program) {
    // Both have a test of their own.
    case 'curl':
    case 'export':
      return undefined;
    case 'npm':
      return problemOfNpm(at, rest, readers);
    case 'node': {
      const file = rest.find((word) => /\.[jt]s$/.test(word)) ?? '';
      const source = file.replace(/^dist\/(.*)\.js$/, '$1.ts');
      return access(join(packageRoot, source)).then(
        () => undefined,
        () => `${at}: there is no ${source}.`,
      );
    }
    default:
      return `${at}: nobody knows how to try ${program}. Say so in test/docs/commands.test.ts.`;
  }
}

function problemOfNpm(at: string, words: readonly string[], readers: ArgumentReaders): string | undefined {
  const border = words.indexOf('--');
  const own = words.slice(0, border === -1 ? undefined : border).filter((word) => word !== '--silent');
  const [verb = '', name = verb] = own;
  if (verb === 'run' ? !(name in scripts) : !OF_NPM.test(own.join(' ')))
    return `${at}: npm does not know ${own.join(' ')}.`;
  if (border === -1) return undefined;
  const read = readers.get(name);
  try {
    if (!read) return `${at}: ${name} reads nothing behind --.`;
    read(words.slice(border + 1));
    return undefined;
  } catch (error) {
    return `${at}: ${error instanceof Error ? error.message : error}`;
  }
}

function fits(read: (words: readonly string[]) => unknown, words: readonly string[]): boolean {
  try {
    read(words);
    return true;
  } catch {
    return false;
  }
}
