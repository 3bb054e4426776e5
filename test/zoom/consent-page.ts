import { html as markup } from 'hono/html';

/** The page on which an admin allows or declines the app; it posts back what the authorize request carried. */
export function consentPage(question: {
  app: string;
  user: string;
  account: string;
  fields: URLSearchParams;
}): string {
  const hidden = [...question.fields].map(
    ([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`,
  );
  return markup`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Authorize ${question.app}</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; display: grid; place-items: center; min-height: 90vh; color: #1f2937 }
  form { max-width: 26rem; padding: 2rem; border: 1px solid #d1d5db; border-radius: 12px }
  button { font: inherit; padding: .5rem 1.5rem; border-radius: 8px; border: 1px solid #d1d5db; background: #fff }
  button[value=allow] { background: #0b5cff; border-color: #0b5cff; color: #fff }
</style></head>
<body>
<form method="post" action="/oauth/authorize">
  <h1>Allow ${question.app}?</h1>
  <p>Signed in as <strong>${question.user}</strong>, account ${question.account}.</p>
  <p>The app asks to read cloud recordings, their transcripts, and who took part.</p>
  ${hidden}
  <button name="decision" value="allow">Allow</button>
  <button name="decision" value="decline">Decline</button>
</form>
</body></html>`.toString();
}
