/** The credentials that the plugin keeps with Halo, encrypted, for each org. */
export const TOKENS = 'tokens';

/** What the OAuth callback left; written by Halo. */
export const AUTHORIZATION = 'authorization';

/** What the names of all webhooks' tokens start with. */
export const DOWNLOAD_TOKENS = 'download-token:';

/** The token that came with a webhook for one recording's files; written by Halo. */
export function downloadTokenName(uuid: string): string {
  return `${DOWNLOAD_TOKENS}${uuid}`;
}
