import { createHash } from 'node:crypto';
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';

interface LiveProps {
  /** Where the panels are asked for again. */
  readonly href: string;
  /** While something is going on they are asked for more often. */
  readonly busy: boolean;
  /** Standing still, they are not asked for at all. */
  readonly still: boolean;
  readonly children: Child;
}

const EVERY = { busy: '1s', quiet: '3s' };

/** Panels that follow what happens without the page being loaded again; and the version of them, to be told a change by. */
export async function live({ href, busy, still, children }: LiveProps) {
  const panels = String(await children);
  const version = createHash('sha256').update(panels).digest('base64url').slice(0, 16);
  const poll = {
    'hx-get': `${href}?${new URLSearchParams({ seen: version })}`,
    'hx-trigger': `every ${busy ? EVERY.busy : EVERY.quiet}`,
    'hx-target': '#live',
    'hx-swap': 'outerMorph',
  };
  const region = (
    <div id="live" class="panels" data-busy={busy ? 'true' : 'false'}>
      {raw(panels)}
      {still ? null : <div id="poll" {...poll} />}
    </div>
  );
  return { region, version };
}
