import { describe, expect, it } from 'vitest';
import {
  chatSourceId,
  distilledSourceId,
  summarySourceId,
  transcriptSourceId,
  uuidOfSource,
} from '../../../plugin/recordings/source-ids.ts';

/**
 * Zoom's uuid, and the id of its transcript. Relied on by everything that is stored under them: under other ids it would
 * stay in the knowledge base beside what comes in anew. The uuids hold what Zoom's hold: `/`, `//`, `+` and `=`.
 */
const IDS = [
  ['4444AAAiAAAAAiAiAiiAii==', 'zoom:NDQ0NEFBQWlBQUFBQWlBaUFpaUFpaT09'],
  ['/ajXp112QmuoKj4854875==', 'zoom:L2FqWHAxMTJRbXVvS2o0ODU0ODc1PT0'],
  ['Vg8/dgluR5WDeWIkpJlElQ==', 'zoom:Vmc4L2RnbHVSNVdEZVdJa3BKbEVsUT09'],
  ['aDYlohsHRtCd4ii1uC2+hA==', 'zoom:YURZbG9oc0hSdENkNGlpMXVDMitoQT09'],
  ['x7//Qm+RTyqG1/Hq0eVb8A==', 'zoom:eDcvL1FtK1JUeXFHMS9IcTBlVmI4QT09'],
  ['//////////////////////==', 'zoom:Ly8vLy8vLy8vLy8vLy8vLy8vLy8vLz09'],
  ['++++++++++++++++++++++==', 'zoom:KysrKysrKysrKysrKysrKysrKysrKz09'],
  ['ÿ?>~', 'zoom:w78_Pn4'],
  ['a', 'zoom:YQ'],
] as const;

describe('the id of a knowledge source', () => {
  it.each(IDS)('of the meeting %s stays %s, and leads back', (uuid, id) => {
    expect(transcriptSourceId(uuid)).toBe(id);
    expect(uuidOfSource(id)).toBe(uuid);
  });

  it('says by its end what it is of one meeting, and by its beginning that it is distilled', () => {
    const uuid = '/ajXp112QmuoKj4854875==';
    expect({
      transcript: transcriptSourceId(uuid),
      summary: summarySourceId(uuid),
      chat: chatSourceId(uuid),
      insights: distilledSourceId(uuid),
    }).toEqual({
      transcript: 'zoom:L2FqWHAxMTJRbXVvS2o0ODU0ODc1PT0',
      summary: 'zoom:L2FqWHAxMTJRbXVvS2o0ODU0ODc1PT0/summary',
      chat: 'zoom:L2FqWHAxMTJRbXVvS2o0ODU0ODc1PT0/chat',
      insights: 'distilled:zoom:L2FqWHAxMTJRbXVvS2o0ODU0ODc1PT0',
    });
  });
});
