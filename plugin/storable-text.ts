/** No id of Zoom's comes near this; a longer one would not fit an index. */
export const LONGEST_ID = 256;

/** Text as PostgreSQL and JSON take it: neither with NUL nor with half a surrogate pair. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
