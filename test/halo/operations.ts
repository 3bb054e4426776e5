import { randomUUID } from 'node:crypto';
import type { OnDisconnectInput } from '../../contracts/generated/on-disconnect-input.ts';
import type { Stats } from '../../contracts/generated/stats-output.ts';
import type {
  CancelInput,
  LinkInput,
  ListingInput,
  PreviewInput,
} from '../../contracts/generated/sync-input.ts';
import { statsOutput, syncOutput } from '../../contracts/generated/validators.ts';
import type { NewJob } from '../../contracts/host.ts';
import { ingestIsOn, readSettings, writeSettings } from './integrations.ts';
import { waitForJob } from './jobs/progress.ts';
import { queueName } from './jobs/queues.ts';
import { AHEAD_OF_ALL, sendJob } from './jobs/sender.ts';
import { isRunning } from './overview.ts';
import type { Platform } from './platform.ts';
import type { Session } from './sessions.ts';
import { type SettingsPreview, settingsPreview } from './settings-preview.ts';
import type { FieldErrors, SettingsCheck } from './settings-schema.ts';

/** What of Halo it takes to change settings. */
export type SettingsParts = Pick<Platform, 'halo' | 'plugin' | 'settings'>;

const ANSWER_TIMEOUT_MS = 10_000;

/** Sends a sync for the user's org; undefined while its ingest mode is off. */
export async function requestSync(
  platform: Platform,
  { orgId, userId }: Pick<Session, 'orgId' | 'userId'>,
  scope: ListingInput['scope'],
): Promise<string | undefined> {
  const on = await ingestIsOn(platform.halo, orgId, provider(platform));
  const input: ListingInput = { scope, trigger: 'manual', by: userId };
  return on ? sendJob(platform, orgId, { hook: 'sync', input, key: scope }) : undefined;
}

/** Sends an admin's word on one customer of one meeting. */
export function requestLink(
  platform: Platform,
  { orgId, userId }: Pick<Session, 'orgId' | 'userId'>,
  decision: Omit<LinkInput, 'scope' | 'by'>,
): Promise<string> {
  const input: LinkInput = { scope: 'link', ...decision, by: userId };
  const key = `link:${JSON.stringify([decision.uuid, decision.companyId, decision.endUserId, decision.decision])}`;
  return sendJob(platform, orgId, { hook: 'sync', input, key }, AHEAD_OF_ALL);
}

/** Sends the end of a run; undefined if no run of this id is going on. */
export async function requestCancel(
  platform: Platform,
  orgId: string,
  runId: string,
): Promise<string | undefined> {
  const input: CancelInput = { scope: 'cancel', runId };
  return (await isRunning(platform.halo, orgId, runId))
    ? sendJob(platform, orgId, { hook: 'sync', input, key: `cancel:${runId}` }, AHEAD_OF_ALL)
    : undefined;
}

export function requestDisconnect(
  platform: Platform,
  orgId: string,
  data: OnDisconnectInput['data'],
): Promise<string> {
  return sendJob(platform, orgId, { hook: 'onDisconnect', input: { data }, key: data });
}

/** Runs the stats hook as a job, like every hook; undefined if no worker has answered in time. */
export async function readStats(
  platform: Platform,
  orgId: string,
  timeoutMs = ANSWER_TIMEOUT_MS,
): Promise<Stats | undefined> {
  const id = await sendJob(platform, orgId, { hook: 'stats', input: {}, key: ownKey('stats') });
  const queue = queueName(provider(platform), 'stats');
  const end = await waitForJob(platform.boss, queue, id, timeoutMs);
  // The answer names meetings and customers. Jobs are kept for days, and a meeting may have to be forgotten before.
  await platform.boss.deleteJob(queue, id);
  return end.state === 'completed' ? statsOutput.parse(end.output) : undefined;
}

/**
 * What the named settings, beside the others as they are, would make of the newest recordings. Works with ingest off and
 * Zoom away. Undefined if no worker has answered in time.
 */
export async function previewSettings(
  platform: Platform,
  orgId: string,
  changes: Readonly<Record<string, unknown>>,
  recordings: number,
): Promise<
  | { readonly ok: true; readonly preview: SettingsPreview }
  | { readonly ok: false; readonly errors: FieldErrors }
  | undefined
> {
  const { halo, boss } = platform;
  const current = await readSettings(halo, platform.settings, orgId, provider(platform));
  const checked = platform.settings({ ...current, ...changes });
  if (!checked.ok) return checked;
  const input: PreviewInput = { scope: 'preview', settings: checked.settings, recordings };
  const job: NewJob = { hook: 'sync', input, key: ownKey('preview') };
  const id = await sendJob(platform, orgId, job, AHEAD_OF_ALL);
  const queue = queueName(provider(platform), 'sync');
  const end = await waitForJob(boss, queue, id, ANSWER_TIMEOUT_MS);
  // The settings name hosts and titles, and nobody needs the answer twice.
  await boss.deleteJob(queue, id);
  if (end.state !== 'completed') return undefined;
  const { verdicts = [] } = syncOutput.parse(end.output);
  return { ok: true, preview: await settingsPreview(halo, orgId, verdicts) };
}

/** Changes the named settings of the org and keeps the others. */
export function changeSettings(
  { halo, plugin, settings: schema }: SettingsParts,
  orgId: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<SettingsCheck> {
  const { provider } = plugin.manifest;
  return halo.transaction(async (tx) => {
    const current = await readSettings(tx, schema, orgId, provider);
    const checked = schema({ ...current, ...changes });
    if (checked.ok) await writeSettings(tx, orgId, provider, checked.settings);
    return checked;
  });
}

/** A job that two have asked for would be deleted by the one before the other has read it. */
function ownKey(about: string): string {
  return `${about}:${randomUUID()}`;
}

const provider = ({ plugin }: Platform) => plugin.manifest.provider;
