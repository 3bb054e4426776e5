import type { Child } from 'hono/jsx';
import type { Tone } from './words.ts';

interface CardProps {
  readonly title: string;
  readonly note?: Child;
  readonly id: string;
  /** The page that this panel is taken from again every few seconds, while something is going on in it. */
  readonly follow?: string | undefined;
  readonly children: Child;
}

/** One panel of the page. */
export function Card({ title, note, id, follow, children }: CardProps) {
  const panel = `section[aria-labelledby=${id}]`;
  const news =
    follow === undefined
      ? {}
      : { 'hx-get': follow, 'hx-trigger': 'every 2s', 'hx-select': panel, 'hx-swap': 'outerMorph' };
  return (
    <section class="card" aria-labelledby={id} {...news}>
      <header class="card-head">
        <h2 id={id}>{title}</h2>
        {note === undefined ? null : <span class="note">{note}</span>}
      </header>
      {children}
    </section>
  );
}

export function Badge({ tone, children }: { tone: Tone; children: Child }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

/** What a panel says while there is nothing in it. */
export function Empty({ children }: { children: Child }) {
  return <p class="empty">{children}</p>;
}

const SHOWN = 6;

/** A list whose first entries are in sight, and the rest one click away. */
export function Rows({ entries }: { entries: readonly Child[] }) {
  const rest = entries.slice(SHOWN);
  return (
    <>
      <ul class="rows">{entries.slice(0, SHOWN)}</ul>
      {rest.length > 0 ? (
        <details class="more">
          <summary>Show {rest.length} more</summary>
          <ul class="rows">{rest}</ul>
        </details>
      ) : null}
    </>
  );
}
