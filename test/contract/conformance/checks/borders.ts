import { expect } from 'vitest';
import { HOOKS } from '../../../halo/jobs/queues.ts';
import { callWithoutHost } from '../call-without-host.ts';
import { check } from '../check.ts';

export const BORDERS = [
  check('no customer is created or touched, whoever took part', async (stage) => {
    const before = await stage.versions();
    await stage.connect();
    const after = await stage.versions();
    for (const table of ['companies', 'end_users', 'team_members']) expect(after[table]).toBe(before[table]);
  }),

  check('what comes in for one org is seen by no other', async (stage) => {
    const before = await othersOf(stage.orgId);
    await stage.connect();
    const { webhook } = await stage.vendor.record();
    await stage.post(webhook);
    await stage.settled();
    expect(await othersOf(stage.orgId)).toEqual(before);

    function othersOf(orgId: string) {
      return stage.halo.halo.query(
        `select org_id, count(*) from meetings where org_id <> $1 group by 1
         union all select org_id, count(*) from knowledge_passages where org_id <> $1 group by 1 order by 1, 2`,
        [orgId],
      );
    }
  }),

  check('neither a secret nor what was said stands in a job or in the log', async (stage) => {
    const from = stage.logged.length;
    await stage.connect();
    await stage.run('distill', { sources: await stage.sources('said'), rules: [], reason: 'manual' });
    const jobs = await stage.halo.halo.query(
      `select data, output from pgboss.job where data ->> 'orgId' = $1 and name <> $2`,
      [stage.orgId, `${stage.provider}/stats`],
    );
    const told = JSON.stringify(jobs) + stage.logged.slice(from).join('');
    const secrets = stage.plugin.manifest.secrets.filter(({ name }) => !name.endsWith('_CLIENT_ID'));
    for (const { name } of secrets) expect(told).not.toContain(stage.subject.secrets[name]);
    expect(told).not.toContain(stage.vendor.said);
  }),

  check('input that does not fit its contract is refused before anything is touched', async ({ plugin }) => {
    for (const hook of HOOKS)
      await expect(callWithoutHost(plugin.hooks, hook, { surprise: 1 }), hook).rejects.toThrow(
        /surprise|contract/i,
      );
  }),
];
