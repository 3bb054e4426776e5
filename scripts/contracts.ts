/**
 * Generates contracts/generated/ from the JSON Schemas: TypeScript types and zod validators, one source for both.
 * `--check` writes nothing and fails when a generated file is not what the schemas would give today.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { compile, type JSONSchema } from 'json-schema-to-typescript';

const contracts = 'contracts';
const generated = join(contracts, 'generated');
const banner = '// Generated from the JSON Schemas by `npm run contracts`. Do not edit.\n';

interface Source {
  /** Path below contracts/, e.g. `hooks/sync.input.schema.json`. */
  readonly path: string;
  /** Module and validator name, e.g. `sync-input` and `syncInput`. */
  readonly module: string;
  readonly validator: string;
  readonly schema: JSONSchema & { title: string };
}

const files = await expectedFiles(await readSources());
const stale = process.argv.includes('--check') ? await findStale(files) : await write(files);
for (const path of stale) process.stderr.write(`${path} is not fresh: run \`npm run contracts\`.\n`);
process.exitCode = stale.length > 0 ? 1 : 0;

async function readSources(): Promise<Source[]> {
  const hooks = (await readdir(join(contracts, 'hooks'))).sort().map((name) => `hooks/${name}`);
  return Promise.all(
    ['manifest.schema.json', ...hooks].map(async (path) => {
      const schema = JSON.parse(await readFile(join(contracts, path), 'utf8'));
      const module = path.replace('hooks/', '').replace('.schema.json', '').replace('.', '-');
      const validator = module.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
      return { path, module, validator, schema };
    }),
  );
}

async function expectedFiles(sources: Source[]): Promise<Map<string, string>> {
  const result = new Map<string, string>();
  for (const { module, schema } of sources) {
    const types = await compile(schema, schema.title, {
      bannerComment: banner,
      style: { singleQuote: true, printWidth: 110 },
    });
    result.set(join(generated, `${module}.ts`), types);
  }
  result.set(join(generated, 'validators.ts'), validatorsModule(sources));
  return result;
}

function validatorsModule(sources: Source[]): string {
  const imports = sources.map(
    ({ path, module, validator, schema }) =>
      `import ${validator}Schema from '../${path}' with { type: 'json' };\n` +
      `import type { ${schema.title} } from './${module}.ts';\n`,
  );
  const exports = sources.map(
    ({ validator, schema }) =>
      `export const ${validator}: Validator<${schema.title}> = validator('${schema.title}', ${validator}Schema);\n`,
  );
  return `${banner}import { type Validator, validator } from '../validator.ts';\n${imports.join('')}\n${exports.join('')}`;
}

async function findStale(expected: Map<string, string>): Promise<string[]> {
  const present = (await readdir(generated)).map((name) => join(generated, name));
  const differing: string[] = present.filter((path) => !expected.has(path));
  for (const [path, text] of expected) {
    const actual = await readFile(path, 'utf8').catch(() => undefined);
    if (actual !== text) differing.push(path);
  }
  return differing;
}

async function write(expected: Map<string, string>): Promise<string[]> {
  await mkdir(generated, { recursive: true });
  for (const [path, text] of expected) await writeFile(path, text);
  return [];
}
