import type { Stats } from '../../contracts/generated/stats-output.ts';
import { unusablePatterns } from '../recordings/redaction.ts';
import type { Settings } from '../settings.ts';
import { type Connection, isAlive } from '../store/connection.ts';

type Warning = Stats['health']['warnings'][number];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Zoom checks a webhook's address every 72 hours, and switches it off after six failures in a row. */
const VALIDATION_MS = 80 * HOUR_MS;

/** What passes sooner is nobody's business. */
const OUTAGE_MS = HOUR_MS / 4;

const TOKENS_UNREADABLE: Warning = {
  code: 'tokens_unreadable',
  message: 'Halo cannot open the Zoom tokens that it stores, so nothing comes in.',
  advice:
    'Ask whoever runs Halo whether its encryption key was changed. With the old key all goes on; otherwise reconnect.',
};

const VALIDATE_AGAIN =
  "Ask whoever runs Halo to open the Zoom app's event subscription and press Validate. Until then the hourly sync finds what is new.";

/** What is known beside the connection. */
interface Circumstances {
  /** When Zoom last checked the webhook's address. */
  readonly validatedAt: Date | null;
  /** The tokens that Halo stores can be opened. */
  readonly tokensReadable: boolean;
  readonly settings: Settings;
  readonly now: Date;
}

/** What will break unless somebody acts, although everything may look well now. */
export function healthWarnings(
  connection: Connection,
  { validatedAt, tokensReadable, settings, now }: Circumstances,
): Warning[] {
  return [
    ...outageWarnings(connection, now),
    ...(tokensReadable ? [] : [TOKENS_UNREADABLE]),
    ...webhookWarnings(connection, validatedAt, now),
    ...unusablePatterns(settings).map(patternWarning),
  ];
}

/** Whoever wrote it believes that what it matches is masked. */
function patternWarning({ pattern, problem }: { pattern: string; problem: string }): Warning {
  return {
    code: 'redaction_pattern_unusable',
    message: `The pattern ${pattern} masks nothing. ${problem}`,
    advice: 'Change or remove it in the settings, then run a full resync.',
  };
}

function outageWarnings(connection: Connection, now: Date): Warning[] {
  const { lostAt } = connection;
  if (!lostAt || !isAlive(connection)) return [];
  const minutes = Math.floor((now.getTime() - lostAt.getTime()) / MINUTE_MS);
  if (minutes * MINUTE_MS < OUTAGE_MS) return [];
  const long = minutes < 120 ? `${minutes} minutes` : `${Math.floor(minutes / 60)} hours`;
  return [
    {
      code: 'zoom_unreachable',
      message: `Zoom has not answered for ${long}.`,
      advice:
        'Halo goes on by itself once it does. If status.zoom.us tells of no trouble, ask whoever runs Halo whether it may reach Zoom.',
    },
  ];
}

function webhookWarnings(connection: Connection, validatedAt: Date | null, now: Date): Warning[] {
  const { webhook, connectedAt, webhookSeenAt } = connection;
  if (!isAlive(connection) || webhook === 'inactive') return [];
  if (validatedAt) {
    const age = now.getTime() - validatedAt.getTime();
    if (age <= VALIDATION_MS) return [];
    return [
      {
        code: 'webhook_validation_old',
        message: `Zoom last checked Halo's webhook address ${Math.floor(age / HOUR_MS)} hours ago. It does so every 72 hours, and switches the webhook off after six failures.`,
        advice: VALIDATE_AGAIN,
      },
    ];
  }
  const newest = Math.max(connectedAt.getTime(), webhookSeenAt?.getTime() ?? 0);
  if (now.getTime() - newest <= VALIDATION_MS) return [];
  return [
    {
      code: 'webhook_never_validated',
      message: "Zoom has never checked Halo's webhook address, and has sent nothing for days.",
      advice: VALIDATE_AGAIN,
    },
  ];
}
