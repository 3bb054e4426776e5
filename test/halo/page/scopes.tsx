import type { PluginManifest } from '../../../contracts/generated/manifest.ts';
import type { Stats } from '../../../contracts/generated/stats-output.ts';
import { Badge, Card } from './parts.tsx';

type Scope = PluginManifest['oauth']['scopes'][number];
type Missing = Stats['health']['missingScopes'][number];

interface ScopesProps {
  readonly manifest: PluginManifest;
  readonly health: Stats['health'] | undefined;
}

/** A scope as this kind of app asks for it, and whether it was granted; nobody knows while there is no connection. */
interface Asked {
  readonly scope: Scope;
  readonly name: string;
  readonly standing: 'unknown' | 'granted' | Missing;
}

/** What the plugin asks the provider for, why, and what it was granted: what is missing first. */
export function Scopes({ manifest, health }: ScopesProps) {
  const asked = manifest.oauth.scopes.flatMap((scope) => askedOf(scope, health) ?? []);
  const granted = asked.filter(({ standing }) => standing === 'granted');
  const others = asked.filter(({ standing }) => standing !== 'granted');
  return (
    <Card id="scopes" title={`What Halo asks ${manifest.name} for`}>
      <ul class="rows">
        {others.map((each) => (
          <AskedScope {...each} />
        ))}
      </ul>
      {granted.length > 0 ? (
        <details class={others.length > 0 ? 'more' : 'all'}>
          <summary>{granted.length} granted, and what for</summary>
          <ul class="rows">
            {granted.map((each) => (
              <AskedScope {...each} />
            ))}
          </ul>
        </details>
      ) : null}
    </Card>
  );
}

/** Undefined of a scope that this kind of app cannot have. */
function askedOf(scope: Scope, health: ScopesProps['health']): Asked | undefined {
  if (!health?.mode) return { scope, name: scope.user ?? scope.admin ?? '', standing: 'unknown' };
  const name = health.mode === 'account' ? scope.admin : scope.user;
  if (!name) return undefined;
  return { scope, name, standing: health.missingScopes.find((each) => each.scope === name) ?? 'granted' };
}

function AskedScope({ scope: { why, optional }, name, standing }: Asked) {
  return (
    <li class="row scope">
      <p>
        {why} {optional ? <Badge tone="quiet">optional</Badge> : null}{' '}
        {standing === 'granted' ? <Badge tone="good">granted</Badge> : null}
        {typeof standing === 'string' ? null : (
          <>
            <Badge tone={standing.optional ? 'warning' : 'bad'}>not granted</Badge>
            <span class="note"> {standing.costs}</span>
          </>
        )}
      </p>
      <code>{name}</code>
    </li>
  );
}
