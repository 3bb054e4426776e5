import { validator } from '../contracts/validator.ts';
import { manifest } from './manifest.ts';

type Policy = 'general' | 'internal' | 'hold' | 'skip';

/** The org's settings, as the manifest's schema describes them. */
export interface Settings {
  readonly lookbackDays: number;
  readonly ownDomains: readonly string[];
  readonly freeMailDomains: readonly string[];
  readonly foldPlusTags: boolean;
  readonly internalOnlyMeetings: Policy;
  readonly unmatchedMeetings: Policy;
  readonly distillation: boolean;
  readonly modelTokensPerMeeting: number;
  readonly aiSummary: boolean;
  readonly meetingChat: boolean;
  readonly skipTitles: readonly string[];
  readonly onlyHosts: readonly string[];
  readonly skipHosts: readonly string[];
  readonly minimumMinutes: number;
  readonly webinars: boolean;
  readonly uploads: boolean;
  readonly breakoutRooms: boolean;
  readonly redactEmails: boolean;
  readonly redactPhones: boolean;
  readonly redactCards: boolean;
  readonly redactIbans: boolean;
  readonly redactSecrets: boolean;
  /** JavaScript regular expressions. */
  readonly redactPatterns: readonly string[];
  readonly deletion: 'follow' | 'keep';
  /** 0: without end. */
  readonly retentionDays: number;
  readonly zoomPlan: 'pro' | 'business';
  /** Percent of Zoom's limit. */
  readonly zoomShare: number;
}

const schema = validator<Settings>('Settings', manifest.settings);

/** Reads what the host hands over; defaults fill what is missing. */
export function readSettings(values: Readonly<Record<string, unknown>>): Settings {
  return schema.parse(values);
}
