const DAY_TIME = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
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

const SIZES = [...STEPS, { unit: 'second', seconds: 1 }] as const;

/** How long something took, in its two largest units. */
export function duration(ms: number): string {
  const total = Math.round(ms / 1000);
  const first = SIZES.findIndex(({ seconds }) => total >= seconds);
  if (first === -1) return 'less than a second';
  const counts = SIZES.slice(first, first + 2).map(({ unit, seconds }, index) => {
    const larger = SIZES[first + index - 1];
    return { unit, count: Math.floor((larger ? total % larger.seconds : total) / seconds) };
  });
  return counts
    .filter(({ count }) => count > 0)
    .map(({ unit, count }) => `${count} ${unit}${count === 1 ? '' : 's'}`)
    .join(' ');
}

/** A place in a recording, like 1:02:03. */
export function offset(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? `${hours}:${parts.join(':')}` : parts.join(':').replace(/^0/, '');
}
