import { z } from 'zod';

/** Thrown when a value does not fit its contract. The message names every field that does not. */
export class ContractViolation extends Error {
  override readonly name = 'ContractViolation';
}

/** Checks a value against one of the JSON Schemas. */
export interface Validator<T> {
  readonly title: string;
  /** Returns the typed value, defaults filled in. Throws {@link ContractViolation} otherwise. */
  parse(value: unknown): T;
}

/**
 * Builds a validator from a JSON Schema. `T` must be the type generated from the same schema: that both come from
 * one file is what makes the result's type true.
 */
export function validator<T>(title: string, schema: object): Validator<T> {
  // An imported JSON file has no narrower type than its literal shape; fromJSONSchema itself refuses what it can't read.
  const compiled = z.fromJSONSchema(schema as z.core.JSONSchema.JSONSchema) as z.ZodType<T>;
  return {
    title,
    parse(value) {
      const result = compiled.safeParse(value);
      if (result.success) return result.data;
      throw new ContractViolation(
        `${title} does not fit its contract: ${describe(result.error.issues).join('; ')}.`,
      );
    },
  };
}

function describe(issues: readonly z.core.$ZodIssue[]): string[] {
  return issues.flatMap((issue) => {
    // Of several alternatives, the one whose fixed values fit best was meant; of such, the one that fails least.
    const alternatives = issue.code === 'invalid_union' ? issue.errors : [];
    const [meant] = alternatives.toSorted((a, b) => wrongValues(a) - wrongValues(b) || a.length - b.length);
    if (meant) return describe(meant);
    const field = issue.path.join('.');
    return [field ? `${field}: ${issue.message}` : issue.message];
  });
}

function wrongValues(issues: readonly z.core.$ZodIssue[]): number {
  return issues.filter(({ code }) => code === 'invalid_value').length;
}
