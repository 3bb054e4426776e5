import { html } from 'hono/html';
import type { PageData } from '../page-data.ts';
import { pagePath } from '../paths.ts';
import { Connection } from './connection.tsx';
import { Insights } from './insights.tsx';
import { KnowledgeSearch } from './knowledge.tsx';
import { Modes } from './mode.tsx';
import { Recordings } from './recordings.tsx';
import { Runs } from './runs.tsx';
import { Scopes } from './scopes.tsx';
import { SettingsPanel } from './settings.tsx';
import { StatsPanel } from './stats.tsx';

/** Integrations > Zoom, drawn from the manifest and from what is stored. */
export function IntegrationPage(page: PageData) {
  const { manifest, org, stats, now, message } = page;
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {page.updates === 'live' ? (
          <meta http-equiv="refresh" content={`3; url=${pagePath(manifest.provider)}`} />
        ) : null}
        <title>{`${manifest.name} · Integrations · Halo`}</title>
        <link rel="stylesheet" href="/assets/page.css" />
      </head>
      <body>
        <header class="top">
          <span class="brand">Halo</span>
          <nav aria-label="Breadcrumb">
            Integrations <span aria-hidden="true">›</span> {manifest.name}
          </nav>
          <span class="org">{org.name}</span>
        </header>
        <main>
          {message ? (
            <p class={`message ${message.tone}`} role="status">
              <strong>{message.text}</strong> {message.advice}
            </p>
          ) : null}
          <Connection {...page} />
          {stats ? <StatsPanel manifest={manifest} stats={stats} now={now} /> : null}
          <div class="columns">
            <div>
              <KnowledgeSearch manifest={manifest} search={page.search} names={page.names} />
              <Insights insights={page.insights} recordings={page.recordings} />
              <Recordings recordings={page.recordings} names={page.names} />
            </div>
            <div>
              <Modes {...page} />
              <Runs {...page} />
              <SettingsPanel {...page} />
              <Scopes manifest={manifest} health={stats?.health} />
            </div>
          </div>
        </main>
      </body>
    </html>
  );
  return html`<!doctype html>${document}`;
}
