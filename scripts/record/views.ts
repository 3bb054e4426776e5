const ENCODED = /[A-Za-z0-9+/_-]{16,}={0,2}/g;

/** A text, and what it is for whoever takes its escapes or its encoding away; all in lower case. */
export function viewsOf(text: string): string[] {
  const plain = withoutEscapes(text);
  const once = withoutPercent(plain);
  const decoded = [...text.matchAll(ENCODED)].flatMap(([run]) => readings(run));
  return [...new Set([text, plain, once, withoutPercent(once), ...decoded])].map((view) =>
    view.normalize('NFC').toLowerCase(),
  );
}

/** JSON's escapes, as often as JSON was put into JSON. */
function withoutEscapes(text: string): string {
  const once = text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\([^u])/g, '$1');
  return once === text ? text : withoutEscapes(once);
}

function withoutPercent(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}

/** Base64 may begin anywhere in a run of its letters. Chance makes no long stretch of text of what was none. */
function readings(run: string): string[] {
  return [0, 1, 2, 3].flatMap((from) => {
    const text = Buffer.from(run.slice(from), 'base64').toString('utf8');
    return text.match(/[^\p{C}\uFFFD]{12,}/gu) ?? [];
  });
}
