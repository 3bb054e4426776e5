/** One page of a long list. */
export interface PageOf {
  readonly page: number;
  readonly size: number;
  readonly total: number;
}

/** The page that was asked for, as an address names it; the last one where there are not so many. */
export function pageOf(asked: string | undefined, size: number, total: number): PageOf {
  const last = Math.max(1, Math.ceil(total / size));
  const page = Math.min(Math.max(Number.parseInt(asked ?? '', 10) || 1, 1), last);
  return { page, size, total };
}

export const offsetOf = ({ page, size }: PageOf): number => (page - 1) * size;
