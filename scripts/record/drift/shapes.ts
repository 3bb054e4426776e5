import { endpointLabel } from '../../../plugin/zoom/endpoints.ts';
import { askedOf, isRefusal } from '../../../test/contract/recorded.ts';
import type { Har, HarEntry } from '../../../test/zoom/har.ts';
import { jsonOf } from '../exchange.ts';

/** What one field of an endpoint's answers was seen to hold. */
export interface FieldShape {
  readonly types: Set<string>;
  /** In how many of the objects that could have it. */
  seen: number;
  /** Where Zoom chooses from a list. */
  readonly values: Set<string>;
}

/** All answers of one endpoint together. Lists are `[]` in a path. */
export interface Shape {
  readonly fields: Map<string, FieldShape>;
  /** How many objects there were at a path; of the answers themselves at ''. */
  readonly objects: Map<string, number>;
}

/** Fields whose values Zoom takes from a list that may grow. */
const CHOICES: ReadonlySet<string> = new Set([
  ...['file_type', 'file_extension', 'recording_type', 'status', 'type', 'download_restriction_reason'],
  ...['code', 'error', 'token_type'],
]);

const TOKEN_ENDPOINT = 'POST /oauth/token';

/** What was asked, and the JSON that came; undefined for files, for pages and for what the plugin never asks. */
export function answerOf(entry: HarEntry) {
  const { request, response } = entry;
  const name = askedOf(entry)?.name;
  const isToken = request.method === 'POST' && new URL(request.url).pathname === '/oauth/token';
  const body = jsonOf(response.content.text ?? '');
  if (name === 'download' || (name === undefined && !isToken) || body === undefined) return undefined;
  const refused = isRefusal(entry);
  const label = name === undefined ? TOKEN_ENDPOINT : endpointLabel(name);
  return { name, refused, label: refused ? `${label}, refused` : label, body };
}

/** The shape of each endpoint's answers, by its label; refusals apart. */
export function shapesOf(archives: readonly Har[]): Map<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const entry of archives.flatMap(({ log }) => log.entries)) {
    const answer = answerOf(entry);
    if (!answer) continue;
    const shape = shapes.get(answer.label) ?? { fields: new Map(), objects: new Map() };
    shapes.set(answer.label, shape);
    look(shape, '', answer.body);
  }
  return shapes;
}

function look(shape: Shape, path: string, value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) look(shape, `${path}[]`, item);
  } else if (typeof value === 'object' && value !== null) {
    shape.objects.set(path, (shape.objects.get(path) ?? 0) + 1);
    for (const [name, inner] of Object.entries(value)) {
      const inside = path === '' ? name : `${path}.${name}`;
      note(shape, inside, name, inner);
      look(shape, inside, inner);
    }
  }
}

function note(shape: Shape, path: string, name: string, value: unknown): void {
  const field = shape.fields.get(path) ?? { types: new Set(), seen: 0, values: new Set() };
  shape.fields.set(path, field);
  field.seen += 1;
  field.types.add(typeOf(value));
  if (CHOICES.has(name) && value !== '' && value !== null) field.values.add(String(value));
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'string' ? 'text' : typeof value;
}

/** The path of the object that the field is in. */
export const parentOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('.'), 0));
