import type { ZoomReply, ZoomRequest } from './exchange.ts';

/** One endpoint: its template is what the request log and the faults name it by. */
export interface Route {
  method: string;
  template: string;
  handle(request: ZoomRequest): ZoomReply | Promise<ZoomReply>;
}

/** The route and the raw values of its `{…}` segments, or nothing when no route has this path. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | undefined {
  for (const route of routes) {
    const params = route.method === method ? matchTemplate(route.template, path) : undefined;
    if (params) return { route, params };
  }
  return undefined;
}

/** Segments are compared raw: an un-encoded `/` inside a uuid makes one segment too many, as it does at Zoom. */
export function matchTemplate(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    if (name === undefined ? value !== segment : value === '') return undefined;
    if (name !== undefined) params[name] = value;
  }
  return params;
}
