/** What a scope lets an app do, under what Zoom calls its product; `:admin` only widens whose it is. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Cloud recordings': {
    'cloud_recording:read:list_account_recordings': 'List all recordings of the account',
    'cloud_recording:read:list_user_recordings': 'List a user’s recordings',
    'cloud_recording:read:list_recording_files': 'List the files of a recording',
    'cloud_recording:read:recording': 'Download a recording, and hear of new ones',
    'cloud_recording:read:meeting_transcript': 'Read a meeting’s AI Companion transcript',
  },
  Meetings: {
    'meeting:read:meeting': 'See how a meeting was scheduled, and who was invited',
    'meeting:read:past_meeting': 'See when a meeting took place, and who hosted it',
    'meeting:read:list_past_instances': 'See the dates of a recurring meeting',
    'meeting:read:list_past_participants': 'See who took part in a meeting',
    'meeting:read:list_registrants': 'See who registered for a meeting',
    'meeting:read:participant': 'Hear of who joins a meeting',
    'meeting:read:summary': 'Read a meeting’s summary',
  },
  Webinars: {
    'webinar:read:webinar': 'See how a webinar was scheduled',
    'webinar:read:list_past_instances': 'See the dates of a recurring webinar',
    'webinar:read:list_past_participants': 'See who took part in a webinar',
    'webinar:read:list_registrants': 'See who registered for a webinar',
    'webinar:read:list_panelists': 'See who was on a webinar’s panel',
  },
  'Users and reports': {
    'user:read:user': 'See a user’s name and e-mail address',
    'user:read:list_users': 'List the users of the account',
    'report:read:list_meeting_participants': 'Read the report of who took part in a meeting',
  },
};

export interface WordedScope {
  scope: string;
  words: string;
}

/** Scopes in plain words, product by product; what is not in the table stays as it is written. */
export function inPlainWords(scopes: readonly string[]): { product: string; scopes: WordedScope[] }[] {
  const worded = Object.entries(WORDS).map(([product, words]) => ({
    product,
    scopes: Object.entries(words).flatMap(([base, each]) =>
      scopes.filter((scope) => baseOf(scope) === base).map((scope) => ({ scope, words: each })),
    ),
  }));
  const known = new Set(worded.flatMap((each) => each.scopes.map(({ scope }) => scope)));
  const others = scopes.filter((scope) => !known.has(scope)).map((scope) => ({ scope, words: scope }));
  return [...worded, { product: 'Others', scopes: others }].filter((each) => each.scopes.length > 0);
}

const baseOf = (scope: string): string => scope.replace(/:(?:admin|master)$/, '');
