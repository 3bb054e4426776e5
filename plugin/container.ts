import { container, type InjectionToken } from 'tsyringe';
import type { Host } from '../contracts/host.ts';
import { HOST, ORG_ID } from './injection.ts';

/** Builds a hook for one job. Its child container, and everything made in it, belongs to that job and org alone. */
export function forJob<T>(host: Host, hook: InjectionToken<T>): T {
  const job = container.createChildContainer();
  job.registerInstance(HOST, host);
  job.registerInstance(ORG_ID, host.org.id);
  return job.resolve(hook);
}
