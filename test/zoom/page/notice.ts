import type { Delivery } from '../webhook-sender.ts';

/** What was done, and what came of telling the app. */
export interface Notice {
  tone: 'good' | 'warning' | 'bad';
  title: string;
  advice: string;
  sent: { event: string; url: string; answer: string }[];
}

/** How Zoom takes an answer to a webhook, by its status; the first that fits. */
const ANSWERS: readonly (readonly [(status: number) => boolean, string])[] = [
  [(status) => status === 0, 'no answer within three seconds; Zoom would send it again in five minutes'],
  [(status) => status === 200 || status === 204, 'taken'],
  [(status) => status >= 500, 'Zoom would send it again in five minutes'],
  [(status) => status >= 300 && status < 400, 'Zoom follows no redirects, and does not send it again'],
];
const REFUSED = 'not taken, and Zoom does not send it again';

function answerOf({ status }: Delivery): string {
  const words = ANSWERS.find(([fits]) => fits(status))?.[1] ?? REFUSED;
  return status === 0 ? words : `HTTP ${status}: ${words}`;
}

const ADVICE = {
  silent:
    'No webhook address is subscribed yet, so Zoom told nobody. Connect Zoom in Halo; its syncs find what has changed.',
  unknown:
    'Nobody in this account has allowed Halo yet, so Halo cannot use this. Connect Zoom in Halo first.',
  refused:
    'Halo did not take every webhook. Its log says why; its hourly sync finds what has changed all the same.',
  taken: 'Halo shows it in a moment.',
} as const;

/** `isAllowed`: whether somebody in the account has allowed the app. */
export function noticeOf(title: string, deliveries: readonly Delivery[], isAllowed: boolean): Notice {
  const sent = deliveries.map((delivery) => ({
    event: delivery.event,
    url: delivery.url,
    answer: answerOf(delivery),
  }));
  if (sent.length === 0) return { tone: 'warning', title, advice: ADVICE.silent, sent };
  if (!deliveries.every(({ status }) => status === 200 || status === 204))
    return { tone: 'bad', title, advice: ADVICE.refused, sent };
  return isAllowed
    ? { tone: 'good', title, advice: ADVICE.taken, sent }
    : { tone: 'warning', title, advice: ADVICE.unknown, sent };
}
