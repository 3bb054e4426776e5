import { type Har, type HarEntry, writtenHar } from '../../test/zoom/har.ts';
import { harEntry } from '../../test/zoom/har-entry.ts';
import type { RecordedScenario } from './scenarios.ts';
import type { Scrubber } from './scrub/scrubber.ts';

const CREATOR = { name: 'halo-zoom-plugin record', version: '1' };

const FILE_ENDINGS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    TRANSCRIPT: 'transcript.vtt',
    CC: 'cc.vtt',
    CHAT: 'chat.txt',
    TIMELINE: 'timeline.json',
    COMPANION: 'companion.vtt',
  }),
);

/** One scenario as files: the archive, and the bodies that read better by themselves. */
export function archiveFiles(
  { name, sentence, exchanges }: RecordedScenario,
  scrubber: Scrubber,
  clock: Date,
): Map<string, string> {
  const files = new Map<string, string>();
  const entries = exchanges.map(({ exchange, fileType = '' }): HarEntry => {
    const { text, ...shown } = scrubber.shown(exchange);
    const size = Buffer.byteLength(text);
    const ending = exchange.status === 200 && !text.startsWith('<') ? FILE_ENDINGS.get(fileType) : undefined;
    if (ending === undefined) return harEntry({ ...shown, content: { size, text } });
    const path = freeName(files, `files/${name}`, ending);
    files.set(path, text);
    return harEntry({ ...shown, content: { size, _file: path } });
  });
  const har: Har = {
    log: {
      version: '1.2',
      creator: CREATOR,
      _scenario: sentence,
      _origin: 'recorded',
      _clock: scrubber.time(clock),
      entries,
    },
  };
  return new Map([[`${name}.har`, writtenHar(har)], ...files]);
}

function freeName(files: ReadonlyMap<string, string>, start: string, ending: string): string {
  for (let count = 1; ; count += 1) {
    const path = `${start}${count > 1 ? `-${count}` : ''}.${ending}`;
    if (!files.has(path)) return path;
  }
}
