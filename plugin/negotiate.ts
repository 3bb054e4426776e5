import { satisfies, valid } from 'semver';
import {
  type HostDescription,
  type Negotiation,
  OPTIONAL_SERVICES,
  REQUIRED_SERVICES,
} from '../contracts/host.ts';
import { manifest } from './manifest.ts';

/** Whether this Halo can carry the plugin. Asked before anything else of it is called. */
export function negotiate(host: HostDescription): Negotiation {
  const { halo } = manifest.engines;
  if (!valid(host.version) || !satisfies(host.version, halo, { includePrerelease: true })) {
    return {
      ok: false,
      reason: `The Zoom plugin ${manifest.version} needs Halo ${halo}, and this is Halo ${host.version}.`,
    };
  }
  const missing = REQUIRED_SERVICES.filter((service) => !host.services.includes(service));
  if (missing.length > 0) {
    return {
      ok: false,
      reason: `The Zoom plugin needs services that this Halo does not offer: ${missing.join(', ')}.`,
    };
  }
  return { ok: true, without: OPTIONAL_SERVICES.filter((service) => !host.services.includes(service)) };
}
