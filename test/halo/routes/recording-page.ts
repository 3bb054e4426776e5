import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { asked } from '../asked.ts';
import { customerNames, lookUpCustomer, someCustomers } from '../customer-directory.ts';
import { waitForJob } from '../jobs/progress.ts';
import { queueName } from '../jobs/queues.ts';
import type { Message } from '../message.ts';
import { requestLink } from '../operations.ts';
import { readOrg } from '../orgs.ts';
import { MissingPage } from '../page/missing-page.tsx';
import { RecordingPage } from '../page/recording-page.tsx';
import { pagePath, recordingHref, recordingPath } from '../paths.ts';
import type { Platform } from '../platform.ts';
import { readRecordingData } from '../recording-data.ts';
import type { Session } from '../sessions.ts';
import { type Guarded, permitted, sameOrigin } from './guards.ts';
import { SECURITY } from './page-security.ts';

/** A decision is one short job; longer than this nobody is kept waiting for it. */
const DECIDED_MS = 5_000;

const NOTICES = new Map<string, Message>([
  ['decided', { tone: 'good', text: 'Noted. It holds against every later sync.' }],
]);

const decisionRequest = z.strictObject({
  uuid: z.string().min(1),
  decision: z.enum(['confirmed', 'removed', 'added', 'undecided']),
  customer: z.string().regex(/^(?:companyId|endUserId):./),
});
const addRequest = z.strictObject({ uuid: z.string().min(1), who: z.string() });

/** The page of one recording, and what an admin decides on it. */
export function recordingPage(platform: Platform): Hono<Guarded> {
  const { provider } = platform.plugin.manifest;
  const path = recordingPath(provider);
  const guards = [sameOrigin(platform), permitted(platform, 'change')] as const;
  const routes = new Hono<Guarded>();

  routes.get(path, permitted(platform, 'view'), (c) => {
    const message = NOTICES.get(c.req.query('notice') ?? '');
    return show(c, platform, { uuid: c.req.query('uuid') ?? '', message });
  });

  routes.post(path, ...guards, async (c) => {
    const { uuid, decision, customer } = decisionRequest.parse(Object.fromEntries(await c.req.formData()));
    const [kind = '', ...id] = customer.split(':');
    await decide(platform, c.get('session'), { uuid, decision, [kind]: id.join(':') });
    return c.redirect(`${recordingHref(provider, uuid)}&notice=decided`, 303);
  });

  routes.post(`${path}/add`, ...guards, async (c) => {
    const { uuid, who } = addRequest.parse(Object.fromEntries(await c.req.formData()));
    const found = await lookUpCustomer(platform.halo, c.get('session').orgId, asked(who).trim());
    if (!found.ok) {
      const { text, advice } = found;
      return show(c, platform, { uuid, message: { tone: 'bad', text, advice }, entered: who }, 400);
    }
    const { kind, id } = found.customer;
    const customer = kind === 'company' ? { companyId: id } : { endUserId: id };
    await decide(platform, c.get('session'), { uuid, decision: 'added', ...customer });
    return c.redirect(`${recordingHref(provider, uuid)}&notice=decided`, 303);
  });

  return routes;
}

async function decide(
  platform: Platform,
  session: Session,
  decision: Parameters<typeof requestLink>[2],
): Promise<void> {
  const jobId = await requestLink(platform, session, decision);
  await waitForJob(platform.boss, queueName(platform.plugin.manifest.provider, 'sync'), jobId, DECIDED_MS);
}

interface Shown {
  readonly uuid: string;
  readonly message: Message | undefined;
  readonly entered?: string;
}

async function show(
  c: Context<Guarded>,
  platform: Platform,
  { uuid, message, entered = '' }: Shown,
  status: 200 | 400 = 200,
) {
  const { halo, plugin } = platform;
  const { provider, name, permissions } = plugin.manifest;
  const { orgId, permissions: held } = c.get('session');
  const org = await readOrg(halo, orgId);
  const data = await readRecordingData(halo, orgId, uuid);
  if (!data) {
    const missing = await MissingPage({
      at: { section: 'integration', provider, providerName: name },
      path: ['Integrations', name],
      org,
      title: 'There is no such recording',
      text: 'It may have been deleted in Zoom since, or the address is not complete.',
      back: { href: pagePath(provider), label: `All of ${name}` },
    });
    return c.html(missing, 404, SECURITY);
  }
  const { recording, suggestions, decisions } = data;
  const document = await RecordingPage({
    ...data,
    ...{ provider, org, message, entered },
    providerName: name,
    names: await customerNames(halo, orgId, [...recording.links, ...suggestions, ...decisions]),
    offered: await someCustomers(halo, orgId),
    mayChange: held.includes(permissions.change),
  });
  return c.html(document, status, SECURITY);
}
