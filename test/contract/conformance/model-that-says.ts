import type { Model } from '../../../contracts/host.ts';

interface Shape {
  readonly type?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly format?: string;
}

/** A model whose every answer fits the schema that was asked for, and says one sentence wherever text is wanted. */
export function modelThatSays(sentence: string): Model & { readonly asked: number } {
  let asked = 0;
  return {
    get asked() {
      return asked;
    },
    generate: async ({ schema }) => {
      asked += 1;
      return { object: fill(schema, sentence), usage: { inputTokens: 10, outputTokens: 10 } };
    },
  };
}

function fill(shape: Shape, sentence: string): unknown {
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return shape.enum[0];
  if (shape.anyOf)
    return shape.anyOf.some(({ type }) => type === 'null') ? null : fill(first(shape), sentence);
  if (shape.type === 'object')
    return Object.fromEntries(
      Object.entries(shape.properties ?? {}).map(([name, of]) => [name, fill(of, sentence)]),
    );
  if (shape.type === 'array') return shape.items ? [fill(shape.items, sentence)] : [];
  if (shape.type === 'string') return shape.format === 'date' ? '2026-01-31' : sentence;
  return shape.type === 'boolean' ? false : 0;
}

function first({ anyOf = [] }: Shape): Shape {
  return anyOf[0] ?? {};
}
