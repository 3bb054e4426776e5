import { access, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../package-root.ts';
import { codeIn, type Document, linksIn, type Passage, readDocuments } from './documents.ts';

const documents = await readDocuments();

/** What begins like this is a path, and so is a file's name. */
const ROOTED = /^(?:plugin|test|scripts|contracts|docs|fixtures)\//;
const FILE = /^[\w.-]+(?:\/[\w.-]+)*\.(?:tsx?|mjs|json|sql|css|md|har|vtt)$/;
const FOLDER = /^[\w.-]+\/$/;
/** Made by a build, an install or a command, and in no checkout; and what is imported by the package's name. */
const ELSEWHERE = /^(?:dist|node_modules|DIR|halo-zoom-plugin)\//;

describe('the documentation', () => {
  it.each(documents)('leads by the links of $path to files and headings that there are', async (document) => {
    const lost: string[] = [];
    for (const { path } of linksIn(document.text)) if (!(await leads(document, path))) lost.push(path);
    expect(lost).toEqual([]);
  });

  it.each(documents)('names in $path only files and folders that there are', async (document) => {
    const lost: string[] = [];
    for (const passage of document.passages) lost.push(...(await lostPaths(document, passage)));
    expect(lost).toEqual([]);
  });
});

async function leads(document: Document, link: string): Promise<boolean> {
  if (/^https?:/.test(link)) return true;
  const [file = '', anchor] = link.split('#');
  const path = file === '' ? document.path : join(dirname(document.path), file);
  if (!(await exists(path))) return false;
  if (anchor === undefined) return true;
  return documents.find((each) => each.path === path)?.anchors.has(anchor) ?? false;
}

/**
 * A path counts from the package's root, from `plugin/`, from the page's own folder, or from the folder of the path before
 * it: `filters.ts` beside `plugin/recordings/decision.ts`.
 */
async function lostPaths(document: Document, { at, text }: Passage): Promise<string[]> {
  const lost: string[] = [];
  const from = ['', 'plugin', dirname(document.path)];
  let before: string | undefined;
  for (const named of codeIn(text).filter(isPath)) {
    const places = [...from, ...(before === undefined ? [] : [before])].map((folder) => join(folder, named));
    const found = await firstThere(places);
    if (found === undefined) lost.push(`${at}: ${named}`);
    else before = (await isFolder(found)) ? found : dirname(found);
  }
  return lost;
}

function isPath(code: string): boolean {
  return (ROOTED.test(code) || FILE.test(code) || FOLDER.test(code)) && !ELSEWHERE.test(code);
}

async function firstThere(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if (await exists(path)) return path;
  return undefined;
}

function exists(path: string): Promise<boolean> {
  return access(join(packageRoot, path)).then(
    () => true,
    () => false,
  );
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(join(packageRoot, path))).isDirectory();
}
