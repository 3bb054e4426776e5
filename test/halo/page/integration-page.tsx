import type { PageData } from '../page-data.ts';
import { pagePath, RULES_PAGE } from '../paths.ts';
import { Connection } from './connection.tsx';
import { Insights } from './insights.tsx';
import { KnowledgeSearch } from './knowledge.tsx';
import { Modes } from './mode.tsx';
import { Recordings } from './recordings.tsx';
import { Runs } from './runs.tsx';
import { Scopes } from './scopes.tsx';
import { SettingsPanel } from './settings.tsx';
import { Shell } from './shell.tsx';
import { StatsPanel } from './stats.tsx';

/** Integrations > Zoom, drawn from the manifest and from what is stored. */
export function IntegrationPage(page: PageData) {
  const { manifest, org, stats, now, message } = page;
  return (
    <Shell
      title={`${manifest.name} · Integrations`}
      path={['Integrations', manifest.name]}
      org={org.name}
      links={[{ href: RULES_PAGE, label: 'Learning Rules' }]}
      message={message}
      again={page.updates === 'live' ? pagePath(manifest.provider) : undefined}
    >
      <Connection {...page} />
      {stats ? <StatsPanel manifest={manifest} stats={stats} now={now} /> : null}
      <div class="columns">
        <div>
          <KnowledgeSearch manifest={manifest} search={page.search} names={page.names} />
          <Insights insights={page.insights} recordings={page.recordings} />
          <Recordings provider={manifest.provider} recordings={page.recordings} names={page.names} />
        </div>
        <div>
          <Modes {...page} />
          <Runs {...page} />
          <SettingsPanel {...page} />
          <Scopes manifest={manifest} health={stats?.health} />
        </div>
      </div>
    </Shell>
  );
}
