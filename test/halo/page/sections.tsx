import { pagePath, recordingsPath, settingsPath } from '../paths.ts';

const SECTIONS = [
  { name: 'overview', label: 'Overview', path: pagePath },
  { name: 'recordings', label: 'Recordings', path: recordingsPath },
  { name: 'settings', label: 'Settings', path: settingsPath },
] as const;

interface SectionsProps {
  readonly provider: string;
  readonly providerName: string;
  readonly current: (typeof SECTIONS)[number]['name'];
}

/** The pages of one integration. */
export function Sections({ provider, providerName, current }: SectionsProps) {
  return (
    <nav class="tabs" aria-label={providerName}>
      {SECTIONS.map(({ name, label, path }) => (
        <a href={path(provider)} {...(name === current ? { 'aria-current': 'page' } : {})}>
          {label}
        </a>
      ))}
    </nav>
  );
}
