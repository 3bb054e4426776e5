import { z } from 'zod';

/** A value that no longer fits its schema, and the field that the refusal has to name. */
interface Breakage {
  readonly field: string;
  readonly value: unknown;
}

/** The part of JSON Schema that the contracts say required and unknown fields with. */
interface Schema {
  readonly $ref?: string | undefined;
  readonly $defs?: Readonly<Record<string, Schema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly additionalProperties?: boolean | Schema | undefined;
  readonly items?: Schema | undefined;
  readonly oneOf?: readonly Schema[] | undefined;
}

const schemaShape: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    $defs: z.record(z.string(), schemaShape).optional(),
    required: z.array(z.string()).optional(),
    properties: z.record(z.string(), schemaShape).optional(),
    additionalProperties: z.union([z.boolean(), schemaShape]).optional(),
    items: schemaShape.optional(),
    oneOf: z.array(schemaShape).optional(),
  }),
);

type Path = readonly (string | number)[];
type Fields = Readonly<Record<string, unknown>>;

interface Place {
  readonly path: Path;
  readonly schema: Schema;
}

/** `value` without each of its required fields in turn, at every depth; of a list its first item stands for all. */
export function withoutRequiredFields(schema: object, value: unknown): Breakage[] {
  return placesOf(schema, value).flatMap(({ path, schema: { required = [] } }) =>
    required.map((name) => ({
      field: [...path, name].join('.'),
      value: changedAt(value, path, ({ [name]: _, ...rest }) => rest),
    })),
  );
}

/** `value` with a field that nobody knows, in each object that is closed to such. */
export function withUnknownFields(schema: object, value: unknown): Breakage[] {
  return placesOf(schema, value)
    .filter(({ schema: { additionalProperties } }) => additionalProperties === false)
    .map(({ path }) => ({
      field: [...path, 'surprise'].join('.'),
      value: changedAt(value, path, (fields) => ({ ...fields, surprise: 1 })),
    }));
}

function placesOf(schema: object, value: unknown): Place[] {
  const root = schemaShape.parse(schema);
  return walk(root, value, []);

  function walk(given: Schema, found: unknown, path: Path): Place[] {
    const here = meant(given, found);
    if (Array.isArray(found)) {
      return here.items && found.length > 0 ? walk(here.items, found[0], [...path, 0]) : [];
    }
    if (!isFields(found)) return [];
    const inner = Object.entries(found).flatMap(([name, child]) => {
      const { properties = {}, additionalProperties: others } = here;
      const childSchema = properties[name] ?? (typeof others === 'object' ? others : undefined);
      return childSchema ? walk(childSchema, child, [...path, name]) : [];
    });
    return [{ path, schema: here }, ...inner];
  }

  function meant({ $ref, oneOf, ...schema }: Schema, found: unknown): Schema {
    if ($ref) return root.$defs?.[$ref.replace('#/$defs/', '')] ?? schema;
    const fields = isFields(found) ? Object.keys(found) : [];
    const fits = ({ properties = {}, required = [] }: Schema) =>
      fields.every((name) => name in properties) && required.every((name) => fields.includes(name));
    return oneOf?.find(fits) ?? schema;
  }
}

function changedAt(value: unknown, [key, ...rest]: Path, change: (fields: Fields) => Fields): unknown {
  if (key === undefined) return isFields(value) ? change(value) : value;
  if (Array.isArray(value)) return value.with(Number(key), changedAt(value[Number(key)], rest, change));
  return isFields(value) ? { ...value, [key]: changedAt(value[key], rest, change) } : value;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
