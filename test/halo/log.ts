import { type DestinationStream, destination, type Logger, pino } from 'pino';

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

/** Halo's log: JSON lines on stderr, because stdout belongs to the command's own output. */
export function openLog(
  level: LogLevel,
  stream: DestinationStream = destination({ dest: 2, sync: true }),
): Logger {
  const paths = SECRETS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  const redact = { paths, censor: '[redacted]' };
  return pino({ level, base: null, redact, serializers: { err: inShort } }, stream);
}

/** Drivers hang whatever they had in hand on an error: the connection with its keys, a statement with its values. */
function inShort(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack } = error;
  return { type: name, message, ...('code' in error ? { code: error.code } : {}), stack };
}
