export type { ZoomAccount } from './account.ts';
export { readHar } from './har.ts';
export { fixturesFolder, loadFixtures } from './load-fixtures.ts';
export type { ZoomOptions } from './options.ts';
export { startReplay, type ZoomReplay } from './replay.ts';
export { startZoom, type ZoomServer } from './server.ts';
export { accountFromVttFolder } from './vtt-folder.ts';
