import type { PluginManifest } from '../../../contracts/generated/manifest.ts';
import { Badge, Card } from './parts.tsx';

/** What the plugin asks the provider for, and why. */
export function Scopes({ manifest }: { manifest: PluginManifest }) {
  return (
    <Card id="scopes" title={`What Halo asks ${manifest.name} for`}>
      <ul class="rows">
        {manifest.oauth.scopes.map(({ user, admin, why, optional }) => (
          <li class="row scope">
            <p>
              {why} {optional ? <Badge tone="quiet">optional</Badge> : null}
            </p>
            <code>{user ?? admin}</code>
          </li>
        ))}
      </ul>
    </Card>
  );
}
