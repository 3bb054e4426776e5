import { type DestinationStream, destination, pino } from 'pino';
import type { Log } from '../../contracts/host.ts';

/** Fields that may hold a secret, wherever in a record they stand. The plugin logs none; this is the second fence. */
const SECRETS = [
  'token',
  'access_token',
  'refresh_token',
  'codeVerifier',
  'client_secret',
  'authorization',
  'password',
];

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** A log of which one can be made that says more with each record. */
export interface HaloLog extends Log {
  child(fields: Readonly<Record<string, unknown>>): HaloLog;
}

/** Halo's log: JSON lines on stderr, because stdout belongs to the command's own output. */
export function openLog(
  level: LogLevel,
  stream: DestinationStream = destination({ dest: 2, sync: true }),
): HaloLog {
  const paths = SECRETS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  const redact = { paths, censor: '[redacted]' };
  return pino({ level, base: null, redact }, stream);
}
