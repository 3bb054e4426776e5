import { join } from 'node:path';
import { packageRoot } from '../../package-root.ts';
import type { Subject } from '../conformance/subject.ts';
import { openParley, SECRETS } from './parley-vendor.ts';

/** The plugin of the made-up vendor. */
export const PARLEY: Subject = {
  name: 'The sample plugin',
  manifestPath: join(packageRoot, 'test/contract/sample-plugin/plugin.manifest.json'),
  secrets: SECRETS,
  openVendor: openParley,
  seed: {
    companies: [{ id: 'customer', name: 'Customer', domain: 'customer.example' }],
    endUsers: [{ id: 'ana', email: 'ana@customer.example', companyId: 'customer' }],
  },
  expectedFailures: {},
};
