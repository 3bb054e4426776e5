import { inject, injectable } from 'tsyringe';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { type EndpointName, endpointLabel } from '../zoom/endpoints.ts';
import { ZoomError } from '../zoom/errors.ts';
import { isGranted } from '../zoom/scopes.ts';

/** Asks Zoom for what is good to have: a recording comes in without it too. */
@injectable()
export class OptionalSource {
  constructor(@inject(HOST) private readonly host: Host) {}

  /** Undefined without the scope, for then nothing is asked, and where Zoom does not give it. */
  async ask<T>(name: EndpointName, scopes: readonly string[], ask: () => Promise<T>): Promise<T | undefined> {
    if (!isGranted(scopes, name)) return undefined;
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ZoomError) || !costsTheSourceOnly(error)) throw error;
      this.host.metrics.count('zoom_source_unavailable_total', 1, {
        endpoint: endpointLabel(name),
        code: error.code,
      });
      return undefined;
    }
  }
}

/** Only trouble with the connection as a whole is worth asking for it again. */
function costsTheSourceOnly({ scope, code }: ZoomError): boolean {
  // A listing cannot do without its scope; these sources are optional.
  return scope !== 'run' || code === 'zoom.scope_missing';
}
