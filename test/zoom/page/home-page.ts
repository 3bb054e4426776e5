import { html as markup } from 'hono/html';
import { displayName, hostOf, type ZoomAccount, type ZoomRecording, type ZoomUser } from '../account.ts';
import type { ZoomReply } from '../exchange.ts';
import { finishForm } from './finish-form.ts';
import type { FormProblems, FormText } from './meeting-form.ts';
import type { Notice } from './notice.ts';
import { type Markup, page } from './shell.ts';
import { type Action, standingOf } from './standing.ts';

/** Recordings that stand open, and of those behind them, which a folder may hold thousands of. */
const MOST_OPEN = 8;
const MOST_SHOWN = 100;

const STARTED = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
});

interface Home {
  account: ZoomAccount;
  user: ZoomUser;
  /** Whether somebody in the account has allowed the app. */
  isAllowed: boolean;
  form: FormText;
  problems?: FormProblems;
  notice?: Notice | undefined;
}

/** The page of the local Zoom: who is signed in, a meeting to finish, and the recordings that there are. */
export function homePage(status: number, home: Home): ZoomReply {
  const { account, user, isAllowed, form, problems = {}, notice } = home;
  const content = markup`<h1>The local Zoom, a stand-in for the real one</h1>
${notice ? noticeBox(notice) : ''}
<div class="columns">
${finishForm(account, form, problems)}
<div class="side">
<section class="card" aria-labelledby="account">
<h2 id="account">Account</h2>
<dl class="facts">
<dt>Account</dt><dd><code>${account.id}</code></dd>
<dt>Signed in as</dt><dd>${displayName(user)} (${user.email})</dd>
<dt>Halo</dt><dd>${isAllowed ? 'Allowed to read' : 'Not allowed yet: connect Zoom in Halo first'}</dd>
</dl>
</section>
${recordingsCard(account)}
</div>
</div>`;
  return page(status, { title: 'Meetings and recordings', content });
}

function noticeBox({ tone, title, advice, sent }: Notice): Markup {
  return markup`<div class="notice ${tone}" role="status">
<p><strong>${title}</strong> ${advice}</p>
${sent.length > 0 ? markup`<ul>${sent.map(({ event, url, answer }) => markup`<li><code>${event}</code> to <code>${url}</code>: ${answer}.</li>`)}</ul>` : ''}
</div>`;
}

function recordingsCard(account: ZoomAccount): Markup {
  const latest = account.recordings
    // Of two that began in the same second, the one that was added later comes first.
    .toReversed()
    .toSorted((a, b) => b.startTime.localeCompare(a.startTime))
    .slice(0, MOST_SHOWN);
  const list = (recordings: readonly ZoomRecording[]) =>
    markup`<ul>${recordings.map((each) => recordingRow(each, account))}</ul>`;
  const more = latest.slice(MOST_OPEN);
  return markup`<section class="card" aria-labelledby="recordings">
<h2 id="recordings">Latest recordings</h2>
${latest.length === 0 ? markup`<p class="note">There are none yet.</p>` : list(latest.slice(0, MOST_OPEN))}
${more.length > 0 ? markup`<details><summary>Show ${more.length} more</summary>${list(more)}</details>` : ''}
</section>`;
}

function recordingRow(recording: ZoomRecording, account: ZoomAccount): Markup {
  const { label, tone, actions } = standingOf(recording);
  const host = hostOf(recording, account.users);
  return markup`<li class="recording">
<div class="recording-head"><strong>${recording.topic}</strong> <span class="badge ${tone}">${label}</span></div>
<p class="note"><time datetime="${recording.startTime}">${STARTED.format(new Date(recording.startTime))} UTC</time> · ${recording.duration} min${host ? ` · ${displayName(host)}` : ''}</p>
${actions.length > 0 ? markup`<form class="buttons" method="post"><input type="hidden" name="uuid" value="${recording.uuid}">${actions.map((action) => actionButton(action, recording))}</form>` : ''}
</li>`;
}

const BUTTONS: Readonly<Record<Action, { label: string; kind: string }>> = {
  finish: { label: 'Finish', kind: 'small primary' },
  trash: { label: 'Move to trash', kind: 'small' },
  recover: { label: 'Recover', kind: 'small' },
  delete: { label: 'Delete for good', kind: 'small danger' },
};

const actionButton = (action: Action, { topic, startTime }: ZoomRecording): Markup =>
  markup`<button class="${BUTTONS[action].kind}" formaction="/recordings/${action}">${BUTTONS[action].label}<span class="heard"> “${topic}” of ${STARTED.format(new Date(startTime))}</span></button>`;
