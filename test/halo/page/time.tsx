const DAY_TIME = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});
const FULL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' });
const RELATIVE = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' });
const STEPS = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const;

/** A point in time; which zone the reader is in, a page without a script cannot know. */
export function Time({ at }: { at: Date }) {
  return (
    <time datetime={at.toISOString()} title={`${FULL.format(at)} UTC`}>
      {DAY_TIME.format(at)}
    </time>
  );
}

/** How long ago, or how soon. */
export function Ago({ at, now }: { at: Date; now: Date }) {
  return (
    <time datetime={at.toISOString()} title={`${FULL.format(at)} UTC`}>
      {relative((at.getTime() - now.getTime()) / 1000)}
    </time>
  );
}

function relative(seconds: number): string {
  const step = STEPS.find(({ seconds: size }) => Math.abs(seconds) >= size);
  return step ? RELATIVE.format(Math.round(seconds / step.seconds), step.unit) : 'just now';
}

/** A place in a recording, like 1:02:03. */
export function offset(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? `${hours}:${parts.join(':')}` : parts.join(':').replace(/^0/, '');
}
