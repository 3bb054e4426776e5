/** The credentials that the plugin keeps with Halo, encrypted, for each org. */
export const TOKENS = 'tokens';

/** What the OAuth callback left; written by Halo. */
export const AUTHORIZATION = 'authorization';

/** The token that came with a webhook for one recording's files; written by Halo. */
export function downloadTokenName(uuid: string): string {
  return `download-token:${uuid}`;
}
