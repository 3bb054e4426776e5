import { z } from 'zod';

/** The parts of JSON Schema that the contracts use. */
interface Shape {
  readonly title?: string | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly format?: string | undefined;
  readonly minLength?: 1 | undefined;
  readonly minItems?: 1 | undefined;
  readonly minimum?: number | undefined;
  readonly exclusiveMinimum?: 0 | undefined;
  readonly maximum?: number | undefined;
  readonly required?: readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, Shape>> | undefined;
  readonly additionalProperties?: boolean | Shape | undefined;
  readonly items?: Shape | undefined;
  readonly oneOf?: readonly Shape[] | undefined;
  readonly anyOf?: readonly Shape[] | undefined;
}

/** Strict: a keyword that the lines would not show fails the pin instead of being passed over. */
const shape: z.ZodType<Shape> = z.lazy(() =>
  z.strictObject({
    $schema: z.string().optional(),
    description: z.string().optional(),
    title: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    format: z.string().optional(),
    minLength: z.literal(1).optional(),
    minItems: z.literal(1).optional(),
    minimum: z.number().optional(),
    exclusiveMinimum: z.literal(0).optional(),
    maximum: z.number().optional(),
    required: z.array(z.string()).optional(),
    properties: z.record(z.string(), shape).optional(),
    additionalProperties: z.union([z.boolean(), shape]).optional(),
    items: shape.optional(),
    oneOf: z.array(shape).optional(),
    anyOf: z.array(shape).optional(),
  }),
);

/**
 * A JSON Schema as lines that a reader takes in: `name: type` for each field, with a `?` where it may be missing, its
 * items as `name[]`, fields of any name as `name.*`, and of alternatives one after the other, each below its title. `text`
 * is a string that is not empty, `count` a whole number from 0.
 */
export function flatSchema(schema: unknown): string[] {
  return linesOf('', shape.parse(schema));
}

function linesOf(at: string, here: Shape): string[] {
  const { properties = {}, required = [], items } = here;
  const alternatives = (here.oneOf ?? []).flatMap((one) => [`${one.title}:`, ...linesOf(at, one)]);
  const fields = Object.entries(properties).flatMap(([name, field]) => {
    const path = at === '' ? name : `${at}.${name}`;
    return [`${path}${required.includes(name) ? '' : '?'}: ${typeOf(field)}`, ...linesOf(path, field)];
  });
  const others = here.type === 'object' ? othersOf(at, here) : [];
  return [...alternatives, ...fields, ...others, ...(items ? linesOf(`${at}[]`, items) : [])];
}

function othersOf(at: string, { additionalProperties = true }: Shape): string[] {
  if (additionalProperties === false) return [];
  const type = additionalProperties === true ? 'anything' : typeOf(additionalProperties);
  return [at === '' ? `*: ${type}` : `${at}.*: ${type}`];
}

function typeOf(field: Shape): string {
  const { type, format, items } = field;
  if (field.anyOf) return field.anyOf.map(typeOf).join(' or ');
  if (field.const !== undefined) return JSON.stringify(field.const);
  if (field.enum) return field.enum.join(' | ');
  if (type === 'array') return `${field.minItems ? 'some' : 'list'} of ${items ? typeOf(items) : 'anything'}`;
  if (type === 'integer' || type === 'number') return numberOf(type, field);
  const name = typeof type === 'string' ? type : (type ?? ['anything']).join(' or ');
  return format ?? (field.minLength ? 'text' : name);
}

function numberOf(type: 'integer' | 'number', { minimum, maximum, exclusiveMinimum }: Shape): string {
  if (exclusiveMinimum !== undefined) return `${type} above ${exclusiveMinimum}`;
  if (maximum !== undefined) return `${type} ${minimum} to ${maximum}`;
  if (type === 'integer' && minimum === 0) return 'count';
  return minimum === undefined ? type : `${type} from ${minimum}`;
}
