import type { PluginManifest } from '../../../contracts/generated/manifest.ts';
import type { Stats } from '../../../contracts/generated/stats-output.ts';
import { apiPath, pagePath } from '../paths.ts';
import { Badge } from './parts.tsx';
import { Ago, Time } from './time.tsx';
import { CONNECTION, readable, worded } from './words.ts';

interface ConnectionProps {
  readonly manifest: PluginManifest;
  readonly stats: Stats | undefined;
  readonly ingest: boolean;
  readonly mayChange: boolean;
  readonly now: Date;
}

/** The head of the page: what it is, how it stands, and what to do next. */
export function Connection({ manifest, stats, ingest, mayChange, now }: ConnectionProps) {
  const health = stats?.health;
  const standing = health ? CONNECTION[health.state] : undefined;
  return (
    <section class="hero">
      <Mark />
      <div class="hero-text">
        <h1>{manifest.name}</h1>
        <p>{manifest.description}</p>
        {standing ? (
          <div class="standing">
            <Badge tone={standing.tone}>{worded(standing.label, manifest)}</Badge>
            <p>
              {ingest
                ? worded(standing.next, manifest)
                : 'Ingest is switched off: nothing comes in until it is on again.'}
              {health?.reason ? <span class="note"> {readable(health.reason)}</span> : null}
            </p>
          </div>
        ) : (
          <p class="alert">No worker answered, so the state of the connection is not known right now.</p>
        )}
        {health?.purgeAt ? <Purge at={new Date(health.purgeAt)} name={manifest.name} /> : null}
        {health?.warnings.map(({ message, advice }) => (
          <p class="alert">
            <strong>{message}</strong> {advice}
          </p>
        ))}
        {health?.zoomAccountId ? <Account health={health} now={now} /> : null}
      </div>
      {mayChange && health ? <Actions manifest={manifest} state={health.state} ingest={ingest} /> : null}
    </section>
  );
}

/** Zoom's terms give a date; whoever does not want to wait for it can delete now. */
function Purge({ at, name }: { at: Date; name: string }) {
  return (
    <p class="alert">
      Everything that came from {name} is deleted on <Time at={at} />, unless {name} is connected again
      before.
    </p>
  );
}

/** Whose account it is, and who connected it. */
function Account({ health, now }: { health: Stats['health']; now: Date }) {
  const { zoomAccountId, zoomUser, connectedBy, connectedAt } = health;
  return (
    <ul class="details">
      <li>
        Account <code>{zoomAccountId}</code>
      </li>
      {zoomUser ? <li>In the name of {zoomUser}</li> : null}
      {connectedBy && connectedAt ? (
        <li>
          Connected by {connectedBy} <Ago at={new Date(connectedAt)} now={now} />
        </li>
      ) : null}
    </ul>
  );
}

type State = Stats['health']['state'];
type Action = 'connect' | 'reconnect' | 'sync' | 'disconnect' | 'delete';

/** What can be done in each state; the first thing named is what to do next. */
const OFFERED: Readonly<Record<State, readonly Action[]>> = {
  connecting: ['sync', 'reconnect', 'disconnect'],
  connected: ['sync', 'reconnect', 'disconnect'],
  degraded: ['reconnect', 'sync', 'disconnect'],
  reconnect_needed: ['reconnect', 'disconnect'],
  disconnected: ['connect'],
  deauthorized: ['connect', 'delete'],
};

function Actions({ manifest, state, ingest }: { manifest: PluginManifest; state: State; ingest: boolean }) {
  const offered = OFFERED[state].filter((action) => action !== 'sync' || ingest);
  return (
    <div class="actions">
      {offered.map((action, index) => (
        <Action action={action} emphasis={index === 0 ? 'primary' : ''} manifest={manifest} />
      ))}
    </div>
  );
}

interface ActionProps {
  readonly action: Action;
  readonly emphasis: string;
  readonly manifest: PluginManifest;
}

function Action({ action, emphasis, manifest: { provider, name } }: ActionProps) {
  switch (action) {
    case 'connect':
    case 'reconnect':
      return (
        <a class={`button ${emphasis}`} href={`${apiPath(provider)}/connect`}>
          {action === 'connect' ? 'Connect' : 'Reconnect'} {name}
        </a>
      );
    case 'sync':
      return <SyncNow provider={provider} emphasis={emphasis} />;
    case 'disconnect':
      return <Disconnect provider={provider} />;
    case 'delete':
      return (
        <form method="post" action={`${pagePath(provider)}/disconnect`}>
          <input type="hidden" name="data" value="purge" />
          <button type="submit" class="danger">
            Delete it all now
          </button>
        </form>
      );
  }
}

/** What each scope is for, in the order in which it is likely to be wanted. */
const SCOPES = [
  { scope: 'catch_up', label: 'What is new', what: 'since the last sync' },
  { scope: 'full_resync', label: 'Everything again', what: 'as far back as the settings look' },
  { scope: 'backfill_transcripts', label: 'Missing transcripts', what: 'of meetings that had none' },
] as const;

function SyncNow({ provider, emphasis }: { provider: string; emphasis: string }) {
  return (
    <form method="post" action={`${pagePath(provider)}/sync`} class="sync">
      <button type="submit" class={emphasis}>
        Sync now
      </button>
      <details class="folded">
        <summary>What to sync…</summary>
        <fieldset>
          <legend class="heard">What to sync</legend>
          {SCOPES.map(({ scope, label, what }, index) => (
            <label>
              <input type="radio" name="scope" value={scope} checked={index === 0} />
              <span>
                {label} <span class="note">{what}</span>
              </span>
            </label>
          ))}
        </fieldset>
      </details>
    </form>
  );
}

function Disconnect({ provider }: { provider: string }) {
  return (
    <details class="folded">
      <summary>Disconnect…</summary>
      <form method="post" action={`${pagePath(provider)}/disconnect`}>
        <label>
          <input type="radio" name="data" value="keep" checked /> Keep what was brought in
        </label>
        <label>
          <input type="radio" name="data" value="purge" /> Delete it all
        </label>
        <button type="submit" class="danger">
          Disconnect
        </button>
      </form>
    </details>
  );
}

/** A camera, in the page's own hand. */
function Mark() {
  return (
    <svg class="mark" viewBox="0 0 48 48" role="img" aria-label="Video meetings">
      <rect width="48" height="48" rx="12" />
      <path d="M11 18.5c0-1.4 1.1-2.5 2.5-2.5h12.6a4 4 0 0 1 4 4v9.5c0 1.4-1.1 2.5-2.5 2.5H15a4 4 0 0 1-4-4z" />
      <path d="m32.5 21.6 4-2.9c.6-.5 1.5 0 1.5.8v9c0 .8-.9 1.3-1.5.8l-4-2.9z" />
    </svg>
  );
}
