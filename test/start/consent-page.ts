/** Goes through the connect as an admin does in the browser, pressing a button on Zoom's consent page. */
export async function connectAsAdmin(haloUrl: string, decision: 'allow' | 'decline'): Promise<Response> {
  const authorize = await redirectOf(
    await fetch(`${haloUrl}/api/integrations/zoom/connect`, { redirect: 'manual' }),
  );
  const consentPage = await (await fetch(authorize)).text();
  const form = new URLSearchParams({ decision });
  for (const [, name = '', value = ''] of consentPage.matchAll(
    /<input type="hidden" name="([^"]*)" value="([^"]*)">/g,
  )) {
    form.set(name, value.replaceAll('&amp;', '&'));
  }
  const answer = await fetch(authorize.origin + authorize.pathname, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  return fetch(redirectOf(answer));
}

function redirectOf(answer: Response): URL {
  return new URL(answer.headers.get('location') ?? '', answer.url);
}
