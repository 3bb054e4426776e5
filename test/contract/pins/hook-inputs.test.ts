import { describe, expect, it } from 'vitest';
import { flatSchema } from './flat-schema.ts';
import { hookSchema, hookSchemas } from './hook-schemas.ts';

/** The lines of ./flat-schema.ts for what each hook is handed. A job outlives the release that has sent it, so a field may be added, but none taken away. */
const INPUTS: Readonly<Record<string, readonly string[]>> = {
  // Halo sends it empty: the code lies with the credentials, never in a job.
  'on-connect': [],
  // The door makes it, Halo stores it for 30 days, and an older release may have sent it.
  'on-webhook': [
    'key: text',
    'event: text',
    'eventTs: count',
    'accountId: text',
    'hostId?: text',
    'userId?: text',
    'meetings: list of object',
    'meetings[].uuid: text',
    'meetings[].files: list of object',
    'meetings[].files[].id?: text',
    'meetings[].files[].type: text',
    'meetings[].files[].recordingStart?: text',
    'participant?: object',
    'participant.email: text',
    'participant.joinTime: text',
    'participant.name?: text',
    'participant.userId?: text',
    'participant.registrantId?: text',
  ],
  // The page, the cron, the webhook and the plugin itself send it; jobs of an older release wait with it.
  sync: [
    'ListingInput:',
    'scope: catch_up | full_resync | backfill_transcripts',
    'trigger: connect | cron | manual | webhook',
    'by?: text',
    'RecordingInput:',
    'scope: "recording"',
    'trigger: connect | cron | manual | webhook',
    'uuid: text',
    'part?: summary | chat',
    'LinkInput:',
    'scope: "link"',
    'uuid: text',
    'decision: confirmed | removed | added | undecided',
    'companyId?: text',
    'endUserId?: text',
    'by?: text',
    'CancelInput:',
    'scope: "cancel"',
    'runId: text',
    'PreviewInput:',
    'scope: "preview"',
    'settings: object',
    'settings.*: anything',
    'recordings: integer 1 to 200',
  ],
  // The rules page and the plugin itself send it; jobs of an older release wait with it.
  distill: [
    'sources: some of text',
    'rules: list of object',
    'rules[].type: topic | keyword | instruction',
    'rules[].text: text',
    'reason: ingested | rules_changed | manual',
    'dryRun?: boolean',
  ],
  // The page sends it empty, every few seconds.
  stats: [],
  // The page sends it, and the plugin when the app was removed in Zoom.
  'on-disconnect': ['data: keep | purge', 'because?: "deauthorized"'],
};

describe('the input of a hook', () => {
  it.each(Object.entries(INPUTS))('%s takes these fields, and no others', async (hook, lines) => {
    expect(flatSchema(await hookSchema(`${hook}.input`))).toEqual(lines);
  });

  it('is one of these', async () => {
    expect(await hookSchemas('input')).toEqual(Object.keys(INPUTS).toSorted());
  });
});
