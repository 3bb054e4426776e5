import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chatSourceId } from '../../../plugin/recordings/source-ids.ts';
import { type RunningPlugin, startPlugin } from '../../running-plugin.ts';
import type { RecordingFile, ZoomRecording } from '../../zoom/account.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { edit, meeting, vtt } from '../../zoom/meetings.ts';

const ON = { settings: { meetingChat: true } };
const SAID = 'The export is far too slow for us, that is a real problem.';
const PAIN = 'I am really frustrated, the pangolin report is broken and it is a huge problem for us.';

const lines = (...written: string[]) => written.map((line) => `${line}\r\n`).join('');
const wrote = (text: string) => lines(`00:01:05\tDana Customer:\t${text}`);

function chatFile(start: string, content: string, id = `chat-${start}`): RecordingFile {
  const kind = { fileType: 'CHAT', recordingType: 'chat_file', extension: 'TXT' };
  return { ...kind, id, start, end: start, size: content.length, content, pending: false };
}

function chatted(uuid: string, content: string): ZoomRecording {
  const usual = meeting(uuid, { said: SAID });
  return { ...usual, files: [...usual.files, chatFile(usual.startTime, content)] };
}

let plugin: RunningPlugin;
const readChat = (uuid: string) => plugin.readByWebhook(uuid, 'chat');

/** How often Zoom was asked for the files of one recording, and for a file. */
function asked(): [number, number] {
  const counts = plugin.zoom.counts();
  return [
    counts['GET /v2/meetings/{id}/recordings'] ?? 0,
    (counts['GET /rec/download/{file}'] ?? 0) + (counts['GET /rec/webhook_download/{file}'] ?? 0),
  ];
}

const stored = (uuid: string) => plugin.source(chatSourceId(uuid));
const textsOf = async (uuid: string) => (await stored(uuid))?.passages.map(({ text }) => text);

/** The host throws the chat alone away, or takes it back out of the trash. */
async function moveChat(uuid: string, event: 'trashed' | 'recovered', chat: RecordingFile): Promise<void> {
  const held = plugin.inZoom(uuid);
  held.files = held.files.filter(({ fileType }) => fileType !== 'CHAT');
  if (event === 'recovered') held.files.push(chat);
  plugin.clock.pass(1);
  await plugin.zoom.sendWebhook({
    event: `recording.${event}`,
    event_ts: plugin.clock.now().getTime(),
    payload: {
      account_id: 'accountOne',
      object: { uuid, host_id: held.hostId, recording_files: [{ id: chat.id, file_type: 'CHAT' }] },
    },
  });
  await plugin.halo.idle();
}

function chatOf(uuid: string): RecordingFile {
  const found = plugin.inZoom(uuid).files.find(({ fileType }) => fileType === 'CHAT');
  if (!found) throw new Error(`${uuid} has no chat`);
  return found;
}

describe('an org that wants the chats of its meetings', () => {
  beforeAll(async () => {
    const twice = chatted('twice==', wrote('Before the break.'));
    const later = new Date(Date.parse(twice.startTime) + 15 * 60_000).toISOString();
    const companion = {
      createdAt: twice.startTime,
      canDownload: true,
      content: vtt(`Dana Customer: ${SAID}`),
    };
    const companionOnly = chatted('companion==', wrote('Beside the Companion.'));
    plugin = await startPlugin(
      {
        accounts: [
          accountWith(
            chatted(
              'usual==',
              lines(
                '00:01:05\tDana Customer:\tThe pangolin is ready.',
                '00:01:09\tHanna Host:\tReacted to "The pangolin is ready." with 👍',
                `00:02:10\tHanna Host:\t${PAIN}`,
              ),
            ),
            chatted('private==', '00:01:05 From Dana Customer to Hanna Host(Direct Message): secret\r\n'),
            chatted('zebra==', lines('00:00:01\tDana:\tProject', '00:00:02\tDana:\tZebrafish')),
            { ...twice, files: [chatFile(later, wrote('After the break.')), ...twice.files] },
            ...['page', 'edited', 'alone', 'trashed', 'audience', 'ruled', 'kept', 'elsewhere'].map((name) =>
              chatted(`${name}==`, wrote(`The hamster of ${name}.`)),
            ),
            {
              ...companionOnly,
              files: companionOnly.files.filter(({ fileType }) => fileType !== 'TRANSCRIPT'),
              companionTranscript: companion,
            },
            meeting('without=='),
          ),
        ],
      },
      { ...ON, rules: [{ type: 'keyword', text: 'Project Zebrafish' }] },
    );
  });
  afterAll(() => plugin.stop());
  beforeEach(() => plugin.zoom.clearLog());

  it('has them as sources of their own, marked, with who wrote when, and with who may read the meeting', async () => {
    expect(await stored('usual==')).toMatchObject({
      title: 'Weekly (chat)',
      visibility: 'general',
      passages: [
        {
          text: `Dana Customer: The pangolin is ready.\nHanna Host: ${PAIN}`,
          metadata: {
            kind: 'chat',
            startMs: 65_000,
            endMs: 130_000,
            speakers: ['Dana Customer', 'Hanna Host'],
          },
        },
      ],
    });
  });

  it('keeps them apart from what was said, and distils nothing from them', async () => {
    expect(await plugin.passages('usual==')).toEqual([`Dana Customer: ${SAID}`]);
    const rows = await plugin.halo.halo.query<{ id: string }>(
      `select source_id as id from knowledge_passages where text like '%pangolin%'`,
    );
    expect(rows.map(({ id }) => id)).toEqual([chatSourceId('usual==')]);
  });

  it('has the files of a recording that was stopped and started as one chat, each at its own time', async () => {
    expect((await stored('twice=='))?.passages).toMatchObject([
      {
        text: 'Dana Customer: Before the break.\nDana Customer: After the break.',
        metadata: { startMs: 65_000, endMs: 15 * 60_000 + 65_000 },
      },
    ]);
  });

  it('has nothing of direct messages, and none that a keyword rule names, though the transcript is in', async () => {
    for (const uuid of ['private==', 'zebra==']) {
      expect(await stored(uuid)).toBeUndefined();
      expect(await plugin.passages(uuid)).toHaveLength(1);
    }
  });

  it('asks Zoom for no chat where the recording has none', async () => {
    await plugin.readByWebhook('without==');
    expect(asked()).toEqual([1, 1]);
    plugin.zoom.clearLog();
    await plugin.readByWebhook('usual==');
    expect(asked()).toEqual([2, 2]);
  });

  it('writes nothing when it is the same, and follows Zoom’s when it is another', async () => {
    const before = await stored('edited==');
    expect(await readChat('edited==')).toMatchObject({ outcome: 'unchanged' });
    expect(asked()).toEqual([1, 1]);
    expect(await stored('edited==')).toEqual(before);
    Object.assign(chatOf('edited=='), { content: wrote('The hamster has left.') });
    expect(await readChat('edited==')).toMatchObject({ outcome: 'ingested' });
    expect(await textsOf('edited==')).toEqual(['Dana Customer: The hamster has left.']);
  });

  it('takes a page that Zoom serves in its place for a refusal, and keeps the one it has', async () => {
    const before = await stored('page==');
    for (const content of ['<!doctype html><html>Sign in</html>', 'Only the host can download this.']) {
      Object.assign(chatOf('page=='), { content });
      expect(await readChat('page==')).toMatchObject({ reason: 'chat_unavailable' });
    }
    expect(await stored('page==')).toEqual(before);
  });

  it('loses one that is thrown away alone, and nothing else of its meeting, and has it back when it is recovered', async () => {
    const before = await stored('alone==');
    const chat = chatOf('alone==');
    await moveChat('alone==', 'trashed', chat);
    await plugin.timeComes();
    expect(before).toBeDefined();
    expect(await stored('alone==')).toBeUndefined();
    expect(await plugin.passages('alone==')).toHaveLength(1);
    await moveChat('alone==', 'recovered', chat);
    expect(await textsOf('alone==')).toEqual(before?.passages.map(({ text }) => text));
  });

  it('loses it with the recording in Zoom’s trash, and has it back with the recording', async () => {
    const before = await stored('trashed==');
    await plugin.zoom.trash('trashed==');
    await plugin.halo.idle();
    expect(await stored('trashed==')).toBeUndefined();
    plugin.clock.pass(1);
    await plugin.zoom.recover('trashed==');
    await plugin.halo.idle();
    expect(await stored('trashed==')).toMatchObject({ passages: before?.passages });
  });

  it('loses it with a recording whose meeting stays, because the AI Companion’s transcript is in', async () => {
    await plugin.readByWebhook('companion==');
    expect(await textsOf('companion==')).toEqual(['Dana Customer: Beside the Companion.']);
    plugin.clock.pass(1);
    await plugin.zoom.trash('companion==');
    await plugin.halo.idle();
    await plugin.timeComes();
    expect(await stored('companion==')).toBeUndefined();
    expect(await plugin.passages('companion==')).toHaveLength(1);
  });

  it('has no part of it readable by more people than the meeting, in the same moment', async () => {
    expect(await stored('audience==')).toMatchObject({ visibility: 'general', companies: [] });
    await plugin.seed({ companies: [{ id: 'customer', name: 'Customer', domain: 'customer.example' }] });
    edit(plugin.inZoom('audience=='), 'The words are other ones.');
    // Were the chat read first, there would be a time when everybody could read it.
    Object.assign(chatOf('audience=='), { content: 'Not now.' });
    await plugin.readByWebhook('audience==');
    const { visibility, companies } = (await stored('audience==')) ?? {};
    expect({ visibility, companies }).toEqual({ visibility: 'customers', companies: ['customer'] });
  });

  it('loses one that a new keyword rule names, when Halo distils under the new rules', async () => {
    expect(await stored('ruled==')).toBeDefined();
    await plugin.distil('ruled==', [{ type: 'keyword', text: 'hamster of ruled' }]);
    expect(await stored('ruled==')).toBeUndefined();
    expect(await plugin.passages('ruled==')).toHaveLength(1);
  });

  it('keeps what came in from another account of Zoom’s, which the connected one cannot know', async () => {
    await plugin.halo.halo.query(
      `update zoom.recordings set account_id = 'former' where uuid = 'elsewhere=='`,
    );
    plugin.inZoom('elsewhere==').state = 'deleted';
    expect(await readChat('elsewhere==')).toMatchObject({ reason: 'chat_unavailable' });
    expect(await stored('elsewhere==')).toBeDefined();
    expect(asked()).toEqual([0, 0]);
  });

  it('keeps what is deleted in Zoom, where its setting says so', async () => {
    await plugin.seed({ settings: { deletion: 'keep' } });
    await moveChat('kept==', 'trashed', chatOf('kept=='));
    await plugin.timeComes();
    expect(await readChat('kept==')).toMatchObject({ outcome: 'nothing_to_do', reason: 'no_chat' });
    expect(await stored('kept==')).toBeDefined();
    await plugin.seed({ settings: { deletion: 'follow' } });
    expect(await readChat('kept==')).toMatchObject({ outcome: 'gone', reason: 'no_chat' });
    expect(await stored('kept==')).toBeUndefined();
  });

  it('loses one as soon as its meeting is looked at after the setting was turned off, without asking for it', async () => {
    expect(await stored('usual==')).toBeDefined();
    await plugin.seed({ settings: { meetingChat: false } });
    await plugin.readByWebhook('usual==');
    expect(await stored('usual==')).toBeUndefined();
    expect(asked()).toEqual([1, 1]);
    expect(await plugin.passages('usual==')).toHaveLength(1);
  });

  it('has them of what is in already once it turns the setting on and runs a full resync', async () => {
    await plugin.seed({ settings: { meetingChat: true } });
    await plugin.sync('full_resync');
    expect(await stored('usual==')).toMatchObject({ title: 'Weekly (chat)' });
  });
});

describe('an org that does not want them', () => {
  beforeAll(async () => {
    plugin = await startPlugin({
      accounts: [accountWith(chatted('usual==', wrote('The pangolin is ready.')))],
    });
  });
  afterAll(() => plugin.stop());

  it('never asks for one', async () => {
    plugin.zoom.clearLog();
    expect(await readChat('usual==')).toMatchObject({ outcome: 'nothing_to_do', reason: 'chat_off' });
    await moveChat('usual==', 'trashed', chatOf('usual=='));
    await plugin.timeComes();
    expect(asked()).toEqual([0, 0]);
    expect(await stored('usual==')).toBeUndefined();
    expect(await plugin.passages('usual==')).toHaveLength(1);
  });
});
