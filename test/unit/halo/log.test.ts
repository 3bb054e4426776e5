import { describe, expect, it } from 'vitest';
import { openLog } from '../../halo/log.ts';
import { errorFields } from '../../halo/log-error.ts';

const event = 'halo.request.failed';

describe('Halo’s log', () => {
  it('tells an error by its kind, code and place, and nothing of what a driver has hung on it', () => {
    const lines: string[] = [];
    const log = openLog('error', { write: (line) => void lines.push(line) });
    const error = Object.assign(new Error('terminating connection'), {
      code: '57P01',
      client: { secretKey: 535_146_985, _activeQuery: { values: ['what was said'] } },
    });
    log.error({ event, ...errorFields(error) }, 'A request failed.');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ event, error: 'Error', code: '57P01' }]);
    expect(lines.join()).toContain('log.test.ts');
    expect(lines.join()).not.toMatch(/535146985|what was said/);
  });

  it('masks what may hold a secret, wherever it stands', () => {
    const lines: string[] = [];
    const log = openLog('info', { write: (line) => void lines.push(line) });
    const secrets = { access_token: 'secret-1', request: { headers: { authorization: 'secret-2' } } };
    log.info({ event, ...secrets }, 'A request failed.');
    expect(lines.join()).toContain('[redacted]');
    expect(lines.join()).not.toContain('secret-');
  });
});
