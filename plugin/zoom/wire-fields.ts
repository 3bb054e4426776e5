import { z } from 'zod';
import { LONGEST_ID, storable } from '../storable-text.ts';

/** Much of it comes as number or as string. */
export const text = z.union([z.string(), z.number()]).transform((value) => storable(String(value)));
/** As Zoom states it, or it is none: asked for by another spelling it would be something else. */
const isId = (value: string) => value !== '' && value.length <= LONGEST_ID && value === storable(value);
export const uuid = z.string().refine(isId);
export const id = z.union([z.string(), z.number()]).transform(String).refine(isId);
export const idOrNull = id
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);
/** An empty string is Zoom's way to say nothing. */
export const textOrNull = text
  .nullish()
  .catch(null)
  .transform((value) => value || null);
/** Anything but a whole number is none. */
export const integerOrNull = z.coerce.number().int().nonnegative().nullable().catch(null);
/** PostgreSQL keeps them as an integer. */
export const minutesOrNull = z.coerce.number().pipe(z.int32().nonnegative()).nullable().catch(null);
/** Only from text: null would be read as the year 1970. PostgreSQL does not read JSON's dates beyond the year 9999. */
export const date = z
  .string()
  .pipe(z.coerce.date())
  .refine((value) => value.getUTCFullYear() >= 1 && value.getUTCFullYear() <= 9999);
