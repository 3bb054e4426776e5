import type { IntegrationData } from '../integration-data.ts';
import { pagePath } from '../paths.ts';
import { Connection } from './connection.tsx';
import { DeadLettersPanel } from './dead-letters.tsx';
import { HealthPanel } from './health.tsx';
import { Insights } from './insights.tsx';
import { QuestionCard } from './knowledge.tsx';
import { live } from './live.tsx';
import { Modes } from './mode.tsx';
import { Recordings } from './recordings.tsx';
import { Runs } from './runs.tsx';
import { Scopes } from './scopes.tsx';
import { Sections } from './sections.tsx';
import { Shell } from './shell.tsx';
import { StatsPanel } from './stats.tsx';

/** Integrations > Zoom, drawn from the manifest and from what is stored. */
export async function IntegrationPage(page: IntegrationData) {
  const { manifest, org, message } = page;
  const { region } = await livePanels(page);
  return (
    <Shell
      title={`${manifest.name} · Integrations`}
      path={['Integrations', manifest.name]}
      org={org.name}
      at={{ section: 'integration', provider: manifest.provider, providerName: manifest.name }}
      message={message}
    >
      {region}
    </Shell>
  );
}

/** What is below the message: it follows what happens. */
export function livePanels(page: IntegrationData) {
  const { manifest, busy, paused } = page;
  return live({
    href: `${pagePath(manifest.provider)}/live`,
    ...{ busy, still: paused },
    children: <Panels {...page} />,
  });
}

function Panels(page: IntegrationData) {
  const { manifest, stats, now } = page;
  return (
    <>
      <Connection {...page} />
      <Sections provider={manifest.provider} providerName={manifest.name} current="overview" />
      {stats ? <StatsPanel manifest={manifest} stats={stats} now={now} /> : null}
      <div class="columns">
        <div>
          <QuestionCard />
          <Insights insights={page.insights} />
          <Recordings provider={manifest.provider} recordings={page.recordings} names={page.names} />
        </div>
        <div>
          <Modes {...page} />
          <Runs {...page} />
          <DeadLettersPanel provider={manifest.provider} {...page} />
          <HealthPanel
            manifest={manifest}
            stats={stats}
            distilling={page.distilling}
            mayChange={page.mayChange}
            now={now}
          />
          <Scopes manifest={manifest} health={stats?.health} />
        </div>
      </div>
    </>
  );
}
