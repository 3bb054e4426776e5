import { offsetOf, type PageOf } from '../page-of.ts';

interface PagerProps extends PageOf {
  /** The address of the list as it is searched, without the page. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/** Which part of a long list this is, and the way to the others. */
export function Pager({ page, size, total, path, query }: PagerProps) {
  if (total <= size) return null;
  const first = offsetOf({ page, size, total }) + 1;
  const last = Math.min(first + size - 1, total);
  const to = (other: number) => `${path}?${new URLSearchParams({ ...query, page: String(other) })}`;
  return (
    <nav aria-label="Pages" class="pager">
      {page > 1 ? (
        <a href={to(page - 1)} rel="prev">
          ‹ Previous
        </a>
      ) : null}
      <span class="note">
        {first.toLocaleString('en')} to {last.toLocaleString('en')} of {total.toLocaleString('en')}
      </span>
      {last < total ? (
        <a href={to(page + 1)} rel="next">
          Next ›
        </a>
      ) : null}
    </nav>
  );
}
