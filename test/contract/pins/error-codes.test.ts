import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HookFailure } from '../../../contracts/host.ts';
import { validator } from '../../../contracts/validator.ts';
import { plugin } from '../../../plugin/index.ts';
import { PluginError } from '../../../plugin/plugin-error.ts';
import { type FailureScope, ZoomError, type ZoomErrorCode } from '../../../plugin/zoom/errors.ts';
import { packageRoot } from '../../package-root.ts';

/** When the job runs again, what the failure spoils, and who relies on it. */
type Pin = readonly [retry: HookFailure['retry'], spoils: FailureScope, relied: string];

/**
 * Codes are stored with runs, recordings and dead letters, counted as labels, and shown; Halo plans the next try by
 * `retry` alone. The types keep both tables complete for the compiler, the last test for whoever runs the tests alone.
 */
const ZOOM: Readonly<Record<ZoomErrorCode, Pin>> = {
  'zoom.rate_limited': ['now', 'run', 'the alert "Zoom says slow down"'],
  'zoom.daily_limit': ['later', 'run', 'pacing, which parks the account until the limit is renewed'],
  'zoom.unreachable': ['now', 'run', 'the warning of an outage, and the log’s zoom.api.lost'],
  'zoom.token_rejected': ['now', 'run', 'the client, which refreshes once and asks again'],
  'zoom.reconnect_needed': [
    'never',
    'run',
    'the connection’s state of the same name, and the Reconnect button',
  ],
  'zoom.app_credentials': ['later', 'run', 'operators: it concerns every org at once'],
  'zoom.scope_missing': ['never', 'run', 'the connection’s state `degraded`, and an alert'],
  'zoom.not_permitted': ['never', 'item', 'the run’s list of failures'],
  'zoom.not_found': ['never', 'absence', 'alerts leave it out: it is normal'],
  'zoom.still_processing': ['later', 'item', 'the later looks for a transcript; alerts leave it out'],
  'zoom.user_gone': ['never', 'item', 'the run’s list of failures'],
  'zoom.page_token_expired': ['now', 'run', 'the listing, which begins its window again'],
  'zoom.bad_request': ['never', 'item', 'the plugin’s developers, who are sent it'],
  'zoom.unreadable_answer': ['now', 'run', 'the plugin’s developers, who are sent it'],
  'zoom.incomplete_listing': ['now', 'run', 'nothing is taken out by a listing with gaps'],
  'zoom.host_not_allowed': ['never', 'item', 'operators, who set ZOOM_DOWNLOAD_HOSTS'],
  'zoom.download_restricted': ['never', 'item', 'the state `restricted` of recordings, as its reason'],
  'zoom.download_too_large': ['never', 'item', 'the plugin’s developers, who are sent it'],
};

const CONNECT: Readonly<Record<PluginError['code'], string>> = {
  'connect.not_begun': 'the page, which says to start from Integrations > Zoom',
  'connect.refused': 'the page, which says why Zoom refused',
  'connect.account_taken': 'the page, which tells no more than that another org holds this Zoom user',
};

const sources = new Map<string, string>();

beforeAll(async () => {
  const names = await readdir(join(packageRoot, 'plugin'), { recursive: true });
  for (const name of names.filter((each) => each.endsWith('.ts')))
    sources.set(name, await readFile(join(packageRoot, 'plugin', name), 'utf8'));
});

describe('the codes of failures', () => {
  it.each(Object.entries(ZOOM))('%s keeps when it is tried again and what it spoils', (code, pin) => {
    if (!isZoomCode(code)) throw new Error(`${code} is not of Zoom’s.`);
    const error = new ZoomError(code, 'What happened.');
    const [retry, scope] = pin;
    expect(error).toMatchObject({
      name: 'ZoomError',
      code,
      retry,
      scope,
      advice: expect.stringMatching(/\.$/),
    });
  });

  it.each(Object.keys(CONNECT))('%s is never tried again by itself', (code) => {
    if (!isConnectCode(code)) throw new Error(`${code} is not of a connect.`);
    const error = new PluginError(code, 'What happened.', 'What to do.');
    expect(error).toMatchObject({ name: 'PluginError', code, retry: 'never', advice: 'What to do.' });
  });

  it('leave a value that does not fit its contract without one: Halo knows it by its name', () => {
    const anything = validator('Nothing', { type: 'object', additionalProperties: false });
    const refuse = () => anything.parse(1);
    expect(refuse).toThrow(expect.objectContaining({ name: 'ContractViolation' }));
    expect(refuse).toThrow(expect.not.objectContaining({ code: expect.anything() }));
  });

  it('are these, wherever in the plugin one is written', () => {
    const written = [...sources.values()].flatMap(
      (text) => text.match(/(?<=')(?:zoom|connect)\.\w+(?=')/g) ?? [],
    );
    const hosts = new Set(plugin.manifest.network.download);
    const codes = new Set(written.filter((word) => !hosts.has(word)));
    expect([...codes].toSorted()).toEqual([...Object.keys(ZOOM), ...Object.keys(CONNECT)].toSorted());
  });

  it('are of two kinds of error: no other may be thrown at Halo with a code', () => {
    const kinds = [...sources].flatMap(([file, text]) =>
      [...text.matchAll(/class (\w+)[^{]* implements HookFailure\b/g)].map(([, name]) => `${file}: ${name}`),
    );
    expect(kinds.toSorted()).toEqual(['plugin-error.ts: PluginError', 'zoom/errors.ts: ZoomError']);
  });
});

function isZoomCode(code: string): code is ZoomErrorCode {
  return code in ZOOM;
}

function isConnectCode(code: string): code is PluginError['code'] {
  return code in CONNECT;
}
