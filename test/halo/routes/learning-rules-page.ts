import { type Context, Hono } from 'hono';
import { z } from 'zod';
import {
  readRules,
  recentMeetings,
  rulesInForce,
  saveRules,
  sourcesLeft,
  tryRules,
} from '../learning-rules.ts';
import type { Message } from '../message.ts';
import { readOrg } from '../orgs.ts';
import type { Trial } from '../page/rule-trial.tsx';
import { RulesPage } from '../page/rules-page.tsx';
import { RULES_PAGE } from '../paths.ts';
import type { Platform } from '../platform.ts';
import { type Guarded, permitted, sameOrigin } from './guards.ts';
import { newRule } from './learning-rules.ts';
import { SECURITY } from './page-security.ts';

const changeRequest = z.strictObject({ id: z.string(), change: z.enum(['pause', 'resume', 'remove']) });

const NOTICES = new Map<string, Message>([
  [
    'saved',
    {
      tone: 'good',
      text: 'The rules are saved.',
      advice: 'Meetings are distilled anew where they concern them.',
    },
  ],
]);
const REFUSED: Message = {
  tone: 'bad',
  text: 'The rule was not taken.',
  advice: 'Choose a kind, and write between 1 and 500 characters.',
};
const NO_ANSWER: Message = {
  tone: 'bad',
  text: 'The rule could not be tried: no worker answered in time.',
  advice: 'Nothing has changed. Try again in a moment.',
};
const TRIED_MEETINGS = 20;

/** The page of the Learning Rules, and the forms on it. */
export function learningRulesPage(platform: Platform): Hono<Guarded> {
  const guards = [sameOrigin(platform), permitted(platform, 'change')] as const;
  const routes = new Hono<Guarded>();

  routes.get(RULES_PAGE, permitted(platform, 'view'), (c) =>
    show(c, platform, { message: NOTICES.get(c.req.query('notice') ?? '') }),
  );

  routes.post(RULES_PAGE, ...guards, async (c) => {
    const rule = newRule.safeParse(Object.fromEntries(await c.req.formData()));
    if (!rule.success) return show(c, platform, { message: REFUSED }, 400);
    const { orgId } = c.get('session');
    await saveRules(platform, orgId, [
      ...(await readRules(platform.halo, orgId)),
      { ...rule.data, paused: false },
    ]);
    return c.redirect(`${RULES_PAGE}?notice=saved`, 303);
  });

  routes.post(`${RULES_PAGE}/try`, ...guards, async (c) => {
    const rule = newRule.safeParse(Object.fromEntries(await c.req.formData()));
    if (!rule.success) return show(c, platform, { message: REFUSED }, 400);
    const trial = await tryOne(platform, c.get('session').orgId, rule.data);
    return show(c, platform, trial ? { trial } : { message: NO_ANSWER });
  });

  routes.post(`${RULES_PAGE}/change`, ...guards, async (c) => {
    const { id, change } = changeRequest.parse(Object.fromEntries(await c.req.formData()));
    const { orgId } = c.get('session');
    const rules = await readRules(platform.halo, orgId);
    const changed = rules.flatMap((rule) => {
      if (rule.id !== id) return rule;
      return change === 'remove' ? [] : { ...rule, paused: change === 'pause' };
    });
    await saveRules(platform, orgId, changed);
    return c.redirect(`${RULES_PAGE}?notice=saved`, 303);
  });

  return routes;
}

/** What the rules in force make of the last meetings, and what they would with this one more. */
async function tryOne(platform: Platform, orgId: string, rule: Trial['rule']): Promise<Trial | undefined> {
  const rules = await rulesInForce(platform.halo, orgId);
  const meetings = await recentMeetings(platform.halo, platform, orgId, TRIED_MEETINGS);
  const now = await tryRules(platform, orgId, rules, TRIED_MEETINGS);
  const next = await tryRules(platform, orgId, [...rules, rule], TRIED_MEETINGS);
  if (!now || !next) return undefined;
  const verdictOf = ({ verdicts = [] }: typeof now, id: string) =>
    verdicts.find(({ source }) => source === id);
  const tried = meetings.flatMap(({ id, title, at }) => {
    const [before, after] = [verdictOf(now, id), verdictOf(next, id)];
    return before && after ? [{ title, at, now: before, next: after }] : [];
  });
  return { rule, meetings: tried, notUnderstood: next.notUnderstood };
}

async function show(
  c: Context<Guarded>,
  platform: Platform,
  { trial, message }: { readonly trial?: Trial; readonly message?: Message | undefined },
  status: 200 | 400 = 200,
) {
  const { manifest } = platform.plugin;
  const { orgId, permissions } = c.get('session');
  const document = await RulesPage({
    provider: manifest.provider,
    providerName: manifest.name,
    org: await readOrg(platform.halo, orgId),
    rules: await readRules(platform.halo, orgId),
    left: await sourcesLeft(platform, orgId),
    mayChange: permissions.includes(manifest.permissions.change),
    ...{ trial, message },
  });
  return c.html(document, status, SECURITY);
}
