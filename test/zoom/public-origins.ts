/** The two loopback origins that stand for Zoom's hosts. */
export interface LoopbackOrigins {
  web: string;
  signed: string;
}

/** Hosts of Zoom that the web origin stands for; any other, such as the one of pre-signed downloads, is `signed`. */
const WEB_HOST = /^(api\.|us\d+web\.)?zoom\.us$/;

const ZOOM_URL = /https:\/\/((?:[\w-]+\.)*zoom\.us)/g;

export const isWebHost = (host: string): boolean => WEB_HOST.test(host);

/** Text of Zoom with its hosts replaced by the loopback origins. */
export const toLoopback = (text: string, origins: LoopbackOrigins): string =>
  text.replace(ZOOM_URL, (_url, host: string) => (isWebHost(host) ? origins.web : origins.signed));

/** The reverse: what the simulation said, as Zoom would have said it. */
export const toPublic = (text: string, origins: LoopbackOrigins): string =>
  text
    .replaceAll(`${origins.web}/v2`, 'https://api.zoom.us/v2')
    .replaceAll(`${origins.web}/oauth`, 'https://zoom.us/oauth')
    .replaceAll(`"api_url":"${origins.web}"`, '"api_url":"https://api.zoom.us"')
    .replaceAll(origins.web, 'https://us06web.zoom.us')
    .replaceAll(origins.signed, 'https://ssrweb.zoom.us');
