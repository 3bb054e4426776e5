import type { Har } from './har.ts';

/** The content behind each download address of an archive, one redirect further on. */
export function downloadedContents(har: Har): Map<string, string> {
  const answers = new Map(har.log.entries.map(({ request, response }) => [request.url, response]));
  const contents = new Map<string, string>();
  for (const [url, response] of answers) {
    const text = answers.get(response.redirectURL)?.content.text;
    if (response.redirectURL !== '' && text !== undefined) contents.set(url, text);
  }
  return contents;
}
