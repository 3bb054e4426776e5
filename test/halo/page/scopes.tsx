import type { PluginManifest } from '../../../contracts/generated/manifest.ts';
import type { Stats } from '../../../contracts/generated/stats-output.ts';
import { Badge, Card } from './parts.tsx';

type Scope = PluginManifest['oauth']['scopes'][number];

interface ScopesProps {
  readonly manifest: PluginManifest;
  readonly health: Stats['health'] | undefined;
}

/** What the plugin asks the provider for, why, and what it was granted. */
export function Scopes({ manifest, health }: ScopesProps) {
  return (
    <Card id="scopes" title={`What Halo asks ${manifest.name} for`}>
      <ul class="rows">
        {manifest.oauth.scopes.map((scope) => (
          <li class="row scope">
            <p>
              {scope.why} {scope.optional ? <Badge tone="quiet">optional</Badge> : null}{' '}
              <Granted scope={scope} health={health} />
            </p>
            <code>{scope.user ?? scope.admin}</code>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Nothing while there is no connection, nor of a scope that this kind of app cannot have. */
function Granted({ scope, health }: { scope: Scope; health: ScopesProps['health'] }) {
  const name = health?.mode && (health.mode === 'account' ? scope.admin : scope.user);
  if (!health || !name) return null;
  const missing = health.missingScopes.find((each) => each.scope === name);
  if (!missing) return <Badge tone="good">granted</Badge>;
  return (
    <>
      <Badge tone={missing.optional ? 'warning' : 'bad'}>not granted</Badge>
      <span class="note"> {missing.costs}</span>
    </>
  );
}
