/** One panel of a page, by the id of its title. */
export function panelOf(html: string, id: string): string {
  const [, rest = ''] = html.split(`aria-labelledby="${id}"`);
  return rest.split('</section>')[0] ?? '';
}
