import { z } from 'zod';
import type { PluginManifest } from '../../../contracts/generated/manifest.ts';

interface Described {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly default: unknown;
  /** The heading it is found under; settings without one are always in sight. */
  readonly group: string | undefined;
}

/** A setting as a form shows it. */
export type SettingField = Described &
  (
    | { readonly kind: 'switch' | 'list' | 'lines' | 'text' }
    | { readonly kind: 'number'; readonly minimum: number | undefined; readonly maximum: number | undefined }
    | { readonly kind: 'choice'; readonly choices: readonly string[] }
  );

/** The part of JSON Schema that settings are drawn from. */
const property = z.looseObject({
  type: z.enum(['string', 'integer', 'number', 'boolean', 'array']),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  group: z.string().optional(),
  items: z.looseObject({ format: z.string().optional() }).optional(),
});

export function fieldsOf(manifest: PluginManifest): SettingField[] {
  return Object.entries(manifest.settings.properties).map(([key, schema]) => {
    const { type, enum: choices, minimum, maximum, group, items } = property.parse(schema);
    const { title, description, default: preset } = schema;
    const described = { key, title, description, default: preset, group };
    if (choices) return { ...described, kind: 'choice', choices };
    if (type === 'integer' || type === 'number') return { ...described, kind: 'number', minimum, maximum };
    if (type === 'boolean') return { ...described, kind: 'switch' };
    if (type !== 'array') return { ...described, kind: 'text' };
    // A comma is part of many a regular expression.
    return { ...described, kind: items?.format === 'regex' ? 'lines' : 'list' };
  });
}

/** What the form sent, as settings: a box that is not ticked sends nothing, a list is one entry per line. */
export function settingsFromForm(manifest: PluginManifest, form: FormData): Record<string, unknown> {
  return Object.fromEntries(
    fieldsOf(manifest).flatMap((field) => {
      const value = form.get(field.key);
      if (field.kind === 'switch') return [[field.key, value !== null]];
      if (typeof value !== 'string') return [];
      return [[field.key, READ[field.kind](value)]];
    }),
  );
}

const READ: Readonly<Record<Exclude<SettingField['kind'], 'switch'>, (text: string) => unknown>> = {
  text: (text) => text,
  choice: (text) => text,
  // Left as text if it is no number, so that the settings schema can say what is wrong.
  number: (text) => (text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text)),
  list: (text) => text.split(/[\n,]/).flatMap((entry) => entry.trim() || []),
  lines: (text) => text.split('\n').flatMap((entry) => entry.trim() || []),
};
