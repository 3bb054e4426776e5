import { html as markup } from 'hono/html';
import { displayName, type ZoomAccount, type ZoomUser } from '../account.ts';
import type { ZoomReply } from '../exchange.ts';
import { reachesAccount } from '../scopes.ts';
import { inPlainWords } from './scope-words.ts';
import { page } from './shell.ts';

/** The page on which an admin allows or declines the app; it posts back what the authorize request carried. */
export function consentPage(question: {
  user: ZoomUser;
  account: ZoomAccount;
  /** What would be granted. */
  scopes: readonly string[];
  fields: URLSearchParams;
}): ZoomReply {
  const { user, account, scopes, fields } = question;
  const target = new URL(fields.get('redirect_uri') ?? '').origin;
  const hidden = [...fields].map(
    ([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`,
  );
  const content = markup`<form class="card" method="post" action="/oauth/authorize">
<h1>Allow Halo to use your Zoom account?</h1>
<dl class="facts">
<dt>Signed in as</dt><dd>${displayName(user)} (${user.email})</dd>
<dt>Account</dt><dd><code>${account.id}</code></dd>
<dt>Then back to</dt><dd>${target}</dd>
</dl>
<div class="scopes">
<h2>Halo would be allowed to</h2>
<p>${reachOf(scopes)} ${changesNothing(scopes) ? 'All of it is reading: nothing in Zoom can be changed with it.' : ''}</p>
${inPlainWords(scopes).map(
  (group) => markup`<section>
<h3>${group.product}</h3>
<ul>${group.scopes.map(({ scope, words }) => markup`<li>${words} <code>${scope}</code></li>`)}</ul>
</section>`,
)}
</div>
${hidden}
<div class="buttons decision">
<button class="primary" name="decision" value="allow">Allow</button>
<button name="decision" value="decline">Decline</button>
</div>
</form>`;
  return page(200, { title: 'Allow Halo?', content, narrow: true, leadsTo: target });
}

const reachOf = (scopes: readonly string[]): string =>
  reachesAccount(scopes)
    ? 'This is about everyone in the account.'
    : 'This is about what is yours, and about nobody else’s.';

const changesNothing = (scopes: readonly string[]): boolean =>
  scopes.every((scope) => scope.split(':')[1] === 'read');
