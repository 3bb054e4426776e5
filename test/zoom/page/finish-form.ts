import { html as markup, raw } from 'hono/html';
import { displayName, type ZoomAccount } from '../account.ts';
import { type FormProblems, type FormText, LONGEST } from './meeting-form.ts';
import type { Markup } from './shell.ts';

const WIDE = new Set<keyof FormText>(['topic', 'email', 'said']);

/** The form that ends a meeting, as it is filled in and with what is wrong with it. */
export function finishForm(account: ZoomAccount, form: FormText, problems: FormProblems): Markup {
  const field = (name: keyof FormText, label: string, control: (state: Markup) => Markup, hint?: string) => {
    const problem = problems[name];
    const about = [problem ? `${name}-problem` : '', hint ? `${name}-hint` : ''].filter(Boolean).join(' ');
    const state = markup`id="${name}" name="${name}" required${problem ? raw(' aria-invalid="true"') : ''}${
      about ? raw(` aria-describedby="${about}"`) : ''
    }`;
    return markup`<div class="field${WIDE.has(name) ? ' wide' : ''}">
<label for="${name}">${label}</label>
${control(state)}
${problem ? markup`<p class="error" id="${name}-problem">${problem}</p>` : ''}
${hint ? markup`<p class="note" id="${name}-hint">${hint}</p>` : ''}
</div>`;
  };
  return markup`<section class="card" aria-labelledby="finish">
<h2 id="finish">Finish a meeting now</h2>
<p class="note">It ends this moment. Zoom then tells Halo of the recording, and of its transcript.</p>
${Object.keys(problems).length > 0 ? markup`<p class="notice bad" role="alert">Nothing was recorded yet. Mend what is marked below, and finish again.</p>` : ''}
<form class="fields" method="post" action="/finish">
${field('topic', 'Topic', (state) => markup`<input type="text" ${state} value="${form.topic}" maxlength="${LONGEST.topic}">`)}
${field(
  'host',
  'Host',
  (state) =>
    markup`<select ${state}>${account.users.map(
      (user) =>
        markup`<option value="${user.email}"${user.email === form.host ? raw(' selected') : ''}>${displayName(user)}</option>`,
    )}</select>`,
)}
${field('name', 'Customer’s name', (state) => markup`<input type="text" ${state} value="${form.name}" maxlength="${LONGEST.name}">`)}
${field('email', 'Customer’s e-mail address', (state) => markup`<input type="email" ${state} value="${form.email}" maxlength="${LONGEST.email}">`)}
${field(
  'said',
  'What was said',
  (state) => markup`<textarea ${state} rows="12" maxlength="${LONGEST.said}">
${form.said}</textarea>`,
  'One line for each time somebody speaks: “Name: sentence”.',
)}
<div class="buttons"><button class="primary">Finish the meeting</button></div>
</form>
</section>`;
}
