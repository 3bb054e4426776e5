import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../test/package-root.ts';

/** A transcript as it was downloaded. */
export interface TranscriptFile {
  readonly name: string;
  readonly text: string;
  readonly bytes: number;
  /** How many cues it has by somebody else's count. */
  readonly cues: number | undefined;
}

export interface TranscriptFiles {
  /** Whose transcripts they are. */
  readonly from: 'real Zoom meetings' | 'own fixtures';
  readonly files: readonly TranscriptFile[];
}

const REAL = join(packageRoot, '../shared/data/zoom-vtt');
const FIXTURES = join(packageRoot, 'fixtures/files');
const IS_REAL = /-transcript\.vtt$|^zoomGroupStats.*\.vtt$/;

/** Real transcripts where they lie beside the package; they are not part of it, so its own fixtures stand in. */
export async function readTranscripts(): Promise<TranscriptFiles> {
  const real = await namesIn(REAL, IS_REAL);
  if (real.length > 0) {
    return { from: 'real Zoom meetings', files: await readAll(REAL, real, await countsIn(REAL)) };
  }
  return {
    from: 'own fixtures',
    files: await readAll(FIXTURES, await namesIn(FIXTURES, /\.vtt$/), new Map()),
  };
}

/** Nothing where there is no such folder. */
async function namesIn(folder: string, pattern: RegExp): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => pattern.test(name)).toSorted();
}

function readAll(folder: string, names: readonly string[], counts: ReadonlyMap<string, number>) {
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(folder, name));
      return { name, text: bytes.toString('utf8'), bytes: bytes.length, cues: counts.get(name) };
    }),
  );
}

const index = z.array(z.object({ file: z.string(), cues: z.number() }));

async function countsIn(folder: string): Promise<Map<string, number>> {
  const json = await readFile(join(folder, 'index.json'), 'utf8').catch(() => '[]');
  return new Map(index.parse(JSON.parse(json)).map(({ file, cues }) => [file, cues]));
}
