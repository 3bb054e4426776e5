import type { Stats } from '../contracts/generated/stats-output.ts';
import { unusablePatterns } from './recordings/redaction.ts';
import type { Settings } from './settings.ts';
import type { Connection } from './store/connections.ts';

type Warning = Stats['health']['warnings'][number];

const HOUR_MS = 3_600_000;
/** Zoom checks a webhook's address every 72 hours, and switches it off after six failures in a row. */
const VALIDATION_MS = 80 * HOUR_MS;

const ADVICE =
  "Ask whoever runs Halo to open the Zoom app's event subscription and press Validate. Until then the hourly sync finds what is new.";

/** What will break unless somebody acts, although everything may look well now. */
export function healthWarnings(
  connection: Connection,
  validatedAt: Date | null,
  settings: Settings,
  now: Date,
): Warning[] {
  return [
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

function webhookWarnings(
  { state, webhook, connectedAt, webhookSeenAt }: Connection,
  validatedAt: Date | null,
  now: Date,
): Warning[] {
  const alive = state === 'connected' || state === 'degraded';
  if (!alive || webhook === 'inactive') return [];
  if (validatedAt) {
    const age = now.getTime() - validatedAt.getTime();
    if (age <= VALIDATION_MS) return [];
    return [
      {
        code: 'webhook_validation_old',
        message: `Zoom last checked Halo's webhook address ${Math.floor(age / HOUR_MS)} hours ago. It does so every 72 hours, and switches the webhook off after six failures.`,
        advice: ADVICE,
      },
    ];
  }
  const newest = Math.max(connectedAt.getTime(), webhookSeenAt?.getTime() ?? 0);
  if (now.getTime() - newest <= VALIDATION_MS) return [];
  return [
    {
      code: 'webhook_never_validated',
      message: "Zoom has never checked Halo's webhook address, and has sent nothing for days.",
      advice: ADVICE,
    },
  ];
}
