import { Hono } from 'hono';
import { z } from 'zod';
import { waitForJob } from '../jobs/progress.ts';
import { queueName } from '../jobs/queues.ts';
import type { Message } from '../message.ts';
import { requestLink } from '../operations.ts';
import { readOrg } from '../orgs.ts';
import { RecordingPage } from '../page/recording-page.tsx';
import { customerNames } from '../page-data.ts';
import { recordingPath } from '../paths.ts';
import type { Platform } from '../platform.ts';
import { readRecordingData } from '../recording-data.ts';
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

/** The page of one recording, and what an admin decides on it. */
export function recordingPage(platform: Platform): Hono<Guarded> {
  const { manifest } = platform.plugin;
  const path = recordingPath(manifest.provider);
  const routes = new Hono<Guarded>();

  routes.get(path, permitted(platform, 'view'), async (c) => {
    const { orgId, permissions } = c.get('session');
    const data = await readRecordingData(platform.halo, orgId, c.req.query('uuid') ?? '');
    if (!data) return c.json({ error: 'There is no such recording.' }, 404);
    const document = await RecordingPage({
      ...data,
      provider: manifest.provider,
      providerName: manifest.name,
      org: await readOrg(platform.halo, orgId),
      names: await customerNames(platform.halo, orgId),
      message: NOTICES.get(c.req.query('notice') ?? ''),
      mayChange: permissions.includes(manifest.permissions.change),
    });
    return c.html(document, 200, SECURITY);
  });

  routes.post(path, sameOrigin(platform), permitted(platform, 'change'), async (c) => {
    const { uuid, decision, customer } = decisionRequest.parse(Object.fromEntries(await c.req.formData()));
    const [kind = '', ...id] = customer.split(':');
    const jobId = await requestLink(platform, c.get('session'), { uuid, decision, [kind]: id.join(':') });
    await waitForJob(platform.boss, queueName(manifest.provider, 'sync'), jobId, DECIDED_MS);
    return c.redirect(`${path}?${new URLSearchParams({ uuid, notice: 'decided' })}`, 303);
  });

  return routes;
}
