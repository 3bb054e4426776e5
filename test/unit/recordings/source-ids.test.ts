import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chatSourceId,
  distilledSourceId,
  summarySourceId,
  transcriptSourceId,
  uuidOfSource,
} from '../../../plugin/recordings/source-ids.ts';
import manifest from '../../../plugin.manifest.json' with { type: 'json' };

describe('a source id', () => {
  it('leads back to the uuid, is safe in a URL, and tells uuids apart that differ in case only', () => {
    const zoomUuid = fc
      .uint8Array({ minLength: 16, maxLength: 16 })
      .map((bytes) => Buffer.from(bytes).toString('base64'));
    fc.assert(
      fc.property(fc.oneof(zoomUuid, fc.string({ minLength: 1, unit: 'grapheme' })), (uuid) => {
        const id = transcriptSourceId(uuid);
        expect(uuidOfSource(id)).toBe(uuid);
        expect(encodeURIComponent(id.slice('zoom:'.length))).toBe(id.slice('zoom:'.length));
        if (uuid.toLowerCase() !== uuid) expect(transcriptSourceId(uuid.toLowerCase())).not.toBe(id);
      }),
    );
  });

  it.each(['', 'zoom:', 'zoom:a/b', 'distilled:zoom:YWI', 'fathom:YWI', 'zoom:YWI/summary', 'zoom:YWI/chat'])(
    '%j is not a transcript’s',
    (id) => {
      expect(uuidOfSource(id)).toBeUndefined();
    },
  );

  it('lies in the namespaces that the manifest declares', () => {
    const [own, distilled] = manifest.knowledge.namespaces;
    expect(transcriptSourceId('a==').startsWith(own ?? '-')).toBe(true);
    expect(summarySourceId('a==').startsWith(own ?? '-')).toBe(true);
    expect(chatSourceId('a==').startsWith(own ?? '-')).toBe(true);
    expect(distilledSourceId('a==').startsWith(distilled ?? '-')).toBe(true);
  });
});
