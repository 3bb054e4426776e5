import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningPlugin, startPlugin } from '../../running-plugin.ts';
import type { RecordingFile, ZoomRecording } from '../../zoom/account.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { meeting } from '../../zoom/meetings.ts';

const UUID = 'private==';
const CARD = '4111 1111 1111 1111';
const MAIL = 'billing.zq7@private.example';
const CODE = 'ZQ7-448812';
const ON = {
  ...{ redactEmails: true, redactPhones: true, redactCards: true, redactIbans: true, redactSecrets: true },
  redactPatterns: ['ZQ7-\\d{6}', 'ZQ7-('],
};

function chat(start: string): RecordingFile {
  const content = `00:01:05\tDana Customer:\tMy card is ${CARD}, bill ${MAIL}\r\n`;
  const kind = { fileType: 'CHAT', recordingType: 'chat_file', extension: 'TXT' };
  return { ...kind, id: 'chat', start, end: start, size: content.length, content, pending: false };
}

function call(): ZoomRecording {
  const said = `The export to ${MAIL} is far too slow for us, that is a real problem. My card is ${CARD}, and our code is ${CODE}.`;
  const plain = meeting(UUID, { topic: `Renewal ${CODE}`, said });
  return {
    ...plain,
    files: [...plain.files, chat(plain.startTime)],
    summary: { title: plain.topic, content: `Dana gave ${MAIL}.`, createdAt: '2026-10-15T09:31:00Z' },
  };
}

let plugin: RunningPlugin;

const sources = async () => {
  const rows = await plugin.halo.halo.query<{ id: string; title: string; text: string }>(
    `select s.id, s.title, string_agg(p.text, ' ' order by p.position) as text
     from knowledge_sources s join knowledge_passages p on p.org_id = s.org_id and p.source_id = s.id
     group by 1, 2 order by 1`,
  );
  return rows.map(({ title, text }) => `${title}: ${text}`);
};

beforeAll(async () => {
  const settings = { ...ON, meetingChat: true, aiSummary: true };
  plugin = await startPlugin({ accounts: [accountWith(call())] }, { settings });
});
afterAll(() => plugin.stop());

describe('an org that has private things masked', () => {
  it('stores them nowhere: not what was said, written or distilled, and not in a title', async () => {
    expect(await sources()).toEqual([
      expect.stringContaining(
        '“The export to [email address] is far too slow for us, that is a real problem.”',
      ),
      'Renewal [redacted]: Dana Customer: The export to [email address] is far too slow for us, that is a real problem. My card is [card number], and our code is [redacted].',
      'Renewal [redacted] (chat): Dana Customer: My card is [card number], bill [email address]',
      'Renewal [redacted] (AI summary): Renewal [redacted]\nDana gave [email address].',
    ]);
    expect(await plugin.stored(CARD, MAIL, CODE)).toEqual([]);
  });

  it('keeps how many there were', async () => {
    expect(await plugin.halo.halo.query('select redactions from zoom.transcripts')).toEqual([
      { redactions: { email: 1, card: 1, custom: 1 } },
    ]);
  });

  it('is told of a pattern that masks nothing', async () => {
    const { health } = await plugin.stats();
    expect(health.warnings).toMatchObject([{ code: 'redaction_pattern_unusable' }]);
  });

  it('has nothing read or written again by the next sync', async () => {
    const before = await plugin.halo.halo.query('select xmin, * from zoom.recordings');
    const files = plugin.zoom.counts()['GET /rec/download/{file}'];
    await plugin.hour();
    expect(await plugin.halo.halo.query('select xmin, * from zoom.recordings')).toEqual(before);
    expect(plugin.zoom.counts()['GET /rec/download/{file}']).toBe(files);
  });

  it('finds the words again after a full resync, once it wants them', async () => {
    await plugin.seed({ settings: { redactEmails: false } });
    await plugin.sync('full_resync');
    expect((await plugin.passages(UUID)).join()).toContain(`The export to ${MAIL} is`);
  });

  it('has what came in before masked by a full resync', async () => {
    await plugin.seed({ settings: { redactEmails: true } });
    await plugin.sync('full_resync');
    expect(await plugin.stored(CARD, MAIL, CODE)).toEqual([]);
  });
});
