import { pagePath } from '../paths.ts';

/** What the page of the integration says after something was done. */
interface Notice {
  readonly text: string;
  /** It is done by a job that may not have begun. */
  readonly expected?: true;
}

const NOTICES = {
  connecting: { text: '{name} has agreed. The first sync begins now.', expected: true },
  syncing: { text: 'Syncing. If a sync was running already, it goes on.', expected: true },
  cancelling: { text: 'The sync stops in a moment. What it has brought in stays.', expected: true },
  over: { text: 'That sync is over. There was nothing left to cancel.' },
  disconnecting: { text: 'Disconnecting now.', expected: true },
  on: { text: 'Ingest is on.' },
  off: { text: 'Ingest is off. Nothing comes in until it is on again.' },
  retried: { text: 'It is tried again now.', expected: true },
  dropped: { text: 'It is dropped. The next sync brings in what is still missing.' },
  'letter-gone': { text: 'That job is not there any more.' },
} as const satisfies Readonly<Record<string, Notice>>;

const BY_NAME = new Map<string, Notice>(Object.entries(NOTICES));

/** The address carries the name of a notice: no text of an address is ever shown. */
export function noticePath(provider: string, name: keyof typeof NOTICES): string {
  return `${pagePath(provider)}?notice=${name}`;
}

/** The notice that an address names, if there is one of that name. */
export function noticeNamed(name: string | undefined): Notice | undefined {
  return BY_NAME.get(name ?? '');
}
