/**
 * Every field of the object that `npm start -- --once --json` prints of the fixtures, with its type, `[]` for the items of
 * a list and `*` for any key. Scripts are built on it. Held by ../../start/once.test.ts against a real run; what may also be
 * missing, and the forms of texts and numbers, by ../../start/report.ts.
 */
export const JSON_FIELDS = {
  'connection.state': 'string',
  'connection.zoomAccountId': 'string',
  'stats.totalMeetings': 'number',
  'stats.linkedMeetings': 'number',
  'stats.recentTranscripts[].uuid': 'string',
  'stats.recentTranscripts[].topic': 'string',
  'stats.recentTranscripts[].startTime': 'string',
  'stats.recentTranscripts[].customers[]': 'string',
  'stats.lastSyncAt': 'string',
  'knowledge.zoom:': 'number',
  'knowledge.distilled:zoom:': 'number',
  'meetings[].uuid': 'string',
  'meetings[].topic': 'string',
  'meetings[].startTime': 'string',
  'meetings[].state': 'string',
  // Of a recording that did not come in.
  'meetings[].reason': 'string',
  'meetings[].links[].companyId': 'string',
  'meetings[].links[].endUserId': 'string',
  'meetings[].links[].email': 'string',
  'meetings[].links[].source': 'string',
  'meetings[].links[].method': 'string',
  'meetings[].links[].confidence': 'number',
  'meetings[].audience': 'null or string',
  'insights[].kind': 'string',
  'insights[].text': 'string',
  'insights[].quote': 'string',
  'insights[].speaker': 'string',
  'insights[].start': 'number',
  'insights[].source': 'string',
  // The method and path template of each request to Zoom.
  'requests.*': 'number',
  'run.listed': 'number',
  'run.ingested': 'number',
  'run.unchanged': 'number',
  'run.skipped': 'number',
  'run.failed': 'number',
  'run.seconds': 'number',
};

/** Objects whose keys are data. */
const KEYED = new Set(['requests']);

/** The fields that were found, as {@link JSON_FIELDS} writes them. */
export function fieldsOf(report: object): Record<string, string> {
  const found = new Map<string, Set<string>>();
  walk('', report);
  return Object.fromEntries([...found].map(([path, types]) => [path, [...types].sort().join(' or ')]));

  function walk(path: string, value: unknown): void {
    if (Array.isArray(value)) {
      for (const item of value) walk(`${path}[]`, item);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, field] of Object.entries(value)) walk(below(path, key), field);
    } else {
      const types = found.get(path) ?? new Set();
      found.set(path, types.add(value === null ? 'null' : typeof value));
    }
  }

  function below(path: string, key: string): string {
    return [path, KEYED.has(path) ? '*' : key].filter(Boolean).join('.');
  }
}
