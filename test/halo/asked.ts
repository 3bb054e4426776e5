/** What an address asks for, without what PostgreSQL takes in no text. */
export function asked(text: string | undefined): string {
  return (text ?? '').replaceAll('\0', '');
}
