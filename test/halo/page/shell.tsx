import type { Child } from 'hono/jsx';
import type { Message } from '../message.ts';
import { Document } from './document.tsx';
import { Navigation, type Place } from './navigation.tsx';

interface ShellProps {
  readonly title: string;
  /** Where the page stands, from the top down. */
  readonly path: readonly string[];
  readonly org: string;
  readonly at: Place;
  readonly message: Message | undefined;
  readonly children: Child;
}

/** What every page of Halo has around it. */
export function Shell({ title, path, org, at, message, children }: ShellProps) {
  return (
    <Document title={title}>
      <header class="top">
        <span class="brand">Halo</span>
        <Navigation at={at} />
        <span class="org">{org}</span>
        <nav aria-label="Breadcrumb" class="breadcrumb">
          {path.map((step, place) => (
            <>
              {place > 0 ? <span aria-hidden="true"> › </span> : null}
              {step}
            </>
          ))}
        </nav>
      </header>
      <main>
        {message ? (
          <p class={`message ${message.tone}`} role="status">
            <strong>{message.text}</strong> {message.advice}
          </p>
        ) : null}
        {children}
      </main>
    </Document>
  );
}
