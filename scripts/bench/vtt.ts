import { type Bench, type Figures, rounded } from './bench.ts';
import { median } from './median.ts';
import { readTranscripts, type TranscriptFile } from './transcript-files.ts';
import { ours, PEERS, type Reader } from './vtt-peers.ts';

/** Rounds that do not count: until V8 has compiled what is called often. */
const WARM_UP = 4;
/** A measurement takes at least so long, so that collecting the garbage is part of each and not of some. */
const LEAST_SECONDS = 0.15;
const OURS = 'ours';

/**
 * How many megabytes of transcript a second become cues, speakers and turns, and how that compares with the fastest of
 * the other WebVTT parsers, which stop at cues. All start from the file's text, decoded before, and read every file as
 * often as fills a measurement, in turn; a contestant's figure is its median.
 */
export async function vtt(bench: Bench): Promise<Figures> {
  const { from, files } = await readTranscripts();
  if (from === 'own fixtures') bench.say('vtt: no real transcripts beside this package: its own fixtures');
  const rounds = bench.quick ? 7 : 25;
  bench.say(`vtt: ${files.length} transcripts (${from}), ${rounds} rounds after ${WARM_UP} to warm up`);
  const contestants = Object.entries({ [OURS]: ours, ...PEERS }).map(
    ([name, read]) => new Contestant(name, read),
  );
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const contestant of orderOf(round + WARM_UP, contestants)) {
      bench.stopping.throwIfAborted();
      const seconds = await contestant.measure(files);
      if (round >= 0) contestant.seconds.push(seconds);
    }
  }
  return figuresOf(contestants, from, files);
}

class Contestant {
  readonly name: string;
  readonly seconds: number[] = [];
  /** Cues of each file, 0 where the parser refused it. */
  counts: number[] = [];
  readonly #read: Reader;

  constructor(name: string, read: Reader) {
    this.name = name;
    this.#read = read;
  }

  /** Seconds to read all files once. */
  async measure(files: readonly TranscriptFile[]): Promise<number> {
    const start = performance.now();
    for (let times = 1; ; times++) {
      this.counts = await this.#readAll(files);
      const seconds = (performance.now() - start) / 1000;
      if (seconds >= LEAST_SECONDS) return seconds / times;
    }
  }

  async #readAll(files: readonly TranscriptFile[]): Promise<number[]> {
    const counts: number[] = [];
    for (const { text } of files) {
      try {
        const cues = this.#read(text);
        counts.push(typeof cues === 'number' ? cues : await cues);
      } catch {
        counts.push(0);
      }
    }
    return counts;
  }
}

/** Each begins in turn, and every other round runs backwards, so that nobody always cleans up after the same one. */
function orderOf<T>(round: number, all: readonly T[]): T[] {
  const from = round % all.length;
  const order = [...all.slice(from), ...all.slice(0, from)];
  return round % 2 === 0 ? order : order.reverse();
}

function figuresOf(contestants: readonly Contestant[], from: string, files: readonly TranscriptFile[]) {
  const megabytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
  const [mine, ...peers] = contestants.map(({ name, seconds, counts }) => ({
    name,
    mbPerSecond: megabytes / median(seconds),
    counts,
  }));
  const fastest = peers.toSorted((a, b) => b.mbPerSecond - a.mbPerSecond)[0];
  if (!mine || !fastest || mine.counts.includes(0)) throw new Error('We read nothing in a transcript.');
  return {
    ratio: rounded(mine.mbPerSecond / fastest.mbPerSecond),
    fastestPeer: fastest.name,
    mbPerSecond: rounded(mine.mbPerSecond),
    cuesOut: sum(mine.counts),
    cuesDiffer: files.filter(({ cues }, file) => cues !== undefined && cues !== mine.counts[file]).length,
    cuesCounted: files.filter(({ cues }) => cues !== undefined).length,
    peers: Object.fromEntries(
      peers.map(({ name, mbPerSecond, counts }) => {
        const differ = counts.filter((cues, file) => cues !== mine.counts[file]).length;
        return [name, { mbPerSecond: rounded(mbPerSecond), cues: sum(counts), filesWhereCuesDiffer: differ }];
      }),
    ),
    from,
    files: files.length,
    megabytes: rounded(megabytes),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
