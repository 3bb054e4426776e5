import { z } from 'zod';

/** Ids come as number or as string. */
export const text = z.union([z.string(), z.number()]).transform(String);
/** An empty string is Zoom's way to say nothing. */
export const textOrNull = text
  .nullish()
  .catch(null)
  .transform((value) => value || null);
/** Anything but a whole number is none. */
export const integerOrNull = z.coerce.number().int().nonnegative().nullable().catch(null);
/** Only from text: null would be read as the year 1970. */
export const date = z.string().pipe(z.coerce.date());
/** What cannot be read in a list does not cost the rest of it. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .nullish()
    .catch([])
    .transform((items) =>
      (items ?? []).flatMap((raw) => {
        const read = item.safeParse(raw);
        return read.success ? [read.data as z.output<T>] : [];
      }),
    );
