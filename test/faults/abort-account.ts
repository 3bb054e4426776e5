import type { ZoomRecording } from '../zoom/account.ts';
import { accountWith } from '../zoom/made-up.ts';
import { meeting } from '../zoom/meetings.ts';

const WORDS = 'We need an export to a spreadsheet, and it fails every morning.';
const DAY_MINUTES = 24 * 60;

/** Two recordings with a transcript, and one whose transcript is not made yet. */
export const PLAIN = 'plain==';
export const SLASH = '/slash==';
export const LATE = 'late==';
export const INGESTED = [PLAIN, SLASH] as const;

export const ACCOUNT = accountWith(
  withSummary(meeting(PLAIN, { said: WORDS, topic: 'Export' })),
  withSummary(meeting(SLASH, { said: WORDS, minutesAgo: 3 * DAY_MINUTES })),
  withSummary(meeting(LATE, { pending: true })),
);

/** What Halo knows of the account's customers, and what the org wants. */
export const SEED = {
  companies: [{ id: 'customer', name: 'Customer', domain: 'customer.example' }],
  endUsers: [{ id: 'guest', email: 'guest@customer.example', companyId: 'customer' }],
  settings: { zoomPlan: 'business', zoomShare: 100, aiSummary: true },
};

function withSummary(recording: ZoomRecording): ZoomRecording {
  const summary = { title: 'Summary', content: '# What was said', createdAt: recording.startTime };
  return { ...recording, summary };
}
