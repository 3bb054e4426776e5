import { execFile } from 'node:child_process';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { packageRoot } from '../package-root.ts';
import type { Installed } from './installed.ts';

const PROGRAM = 'a-halo.ts';

/** As strict as TypeScript can be, the declarations of every library included. Halo brings the types of Node. */
const COMPILER_OPTIONS = {
  ...{ target: 'es2024', module: 'nodenext', noEmit: true, resolveJsonModule: true },
  ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false },
  ...{ types: ['node'], typeRoots: [join(packageRoot, 'node_modules/@types')] },
};

/** Puts the program where the package is installed; returns what TypeScript complains of, and what it prints there. */
export async function tryConsumer({
  folder,
}: Installed): Promise<{ readonly complaints: string; readonly printed: unknown }> {
  await cp(join(packageRoot, 'test/package', PROGRAM), join(folder, PROGRAM));
  const config = { compilerOptions: COMPILER_OPTIONS, files: [PROGRAM] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join(packageRoot, 'node_modules/typescript/bin/tsc');
  const complaints = await node([tsc, '-p', folder], folder);
  return { complaints, printed: JSON.parse(await node([PROGRAM], folder)) };
}

function node(args: readonly string[], folder: string): Promise<string> {
  return promisify(execFile)(process.execPath, args, { cwd: folder }).then(
    ({ stdout }) => stdout,
    (failure: { readonly stdout: string; readonly stderr: string }) => failure.stdout + failure.stderr,
  );
}
