import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';

/** A fenced block of code. */
export interface Block {
  /** Where it begins, such as `docs/runbook.md:10`. */
  readonly at: string;
  /** What stands behind the fence; empty where nothing does. */
  readonly language: string;
  readonly text: string;
}

/** What belongs together in prose: a paragraph, an item of a list, or a line of a table. */
export interface Passage {
  readonly at: string;
  readonly text: string;
}

/** A page of the documentation, taken apart. */
export interface Document {
  /** From the package's root. */
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly passages: readonly Passage[];
  /** What a link's `#` may name. */
  readonly anchors: ReadonlySet<string>;
}

export interface Link {
  readonly label: string;
  /** As it is written: from the document's own folder. */
  readonly path: string;
}

/** README, the pages of docs/, and what fixtures/ says of itself. */
export async function readDocuments(): Promise<Document[]> {
  const docs = await readdir(join(packageRoot, 'docs'), { recursive: true });
  const pages = docs.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`);
  return Promise.all(['README.md', 'fixtures/README.md', ...pages.toSorted()].map(readDocument));
}

export function linksIn(text: string): Link[] {
  return [...text.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, label = '', path = '']) => ({ label, path }));
}

/** What stands between backticks. */
export function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code.replaceAll('\n', ' '));
}

async function readDocument(path: string): Promise<Document> {
  const text = await readFile(join(packageRoot, path), 'utf8');
  const blocks: Block[] = [];
  const passages: Passage[] = [];
  const anchors = new Set<string>();
  let fence: { at: string; language: string; lines: string[] } | undefined;
  let passage: { at: string; lines: string[] } | undefined;
  const close = () => {
    if (passage) passages.push({ at: passage.at, text: passage.lines.join('\n') });
    passage = undefined;
  };
  for (const [index, line] of text.split('\n').entries()) {
    const at = `${path}:${index + 1}`;
    const [, language] = /^```(.*)$/.exec(line) ?? [];
    if (fence) {
      if (language === undefined) fence.lines.push(line);
      else {
        blocks.push({ at: fence.at, language: fence.language, text: fence.lines.join('\n') });
        fence = undefined;
      }
    } else if (language !== undefined) {
      close();
      fence = { at, language: language.trim(), lines: [] };
    } else {
      const [, heading] = /^#+ (.*)$/.exec(line) ?? [];
      if (heading !== undefined) anchors.add(anchorOf(heading));
      if (/^(?:\||#|[-*] |\d+\. |$)/.test(line)) close();
      passage ??= { at, lines: [] };
      passage.lines.push(line);
    }
  }
  close();
  if (fence) throw new Error(`${fence.at}: this block of code has no end.`);
  return { path, text, blocks, passages, anchors };
}

/** As GitHub makes it of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
