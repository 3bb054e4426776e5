import type { Org } from '../orgs.ts';
import type { Place } from './navigation.tsx';
import { Empty } from './parts.tsx';
import { Shell } from './shell.tsx';

interface MissingPageProps {
  readonly at: Place;
  readonly path: readonly string[];
  readonly org: Org;
  readonly title: string;
  /** Why it may be, and where to go from here. */
  readonly text: string;
  readonly back: { readonly href: string; readonly label: string };
}

/** Where something was asked for that the org does not have. */
export function MissingPage({ at, path, org, title, text, back }: MissingPageProps) {
  return (
    <Shell title={title} path={path} org={org.name} at={at} message={undefined}>
      <section class="card" aria-labelledby="missing">
        <h1 id="missing">{title}</h1>
        <Empty>{text}</Empty>
        <a href={back.href}>{back.label}</a>
      </section>
    </Shell>
  );
}
