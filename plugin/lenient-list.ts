import { z } from 'zod';

/** A list of Zoom's, of which what cannot be read is left out and does not cost the rest; empty where there is none. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .nullish()
    .catch([])
    .transform((items) =>
      (items ?? []).flatMap((raw): z.output<T>[] => {
        const read = item.safeParse(raw);
        return read.success ? [read.data] : [];
      }),
    );
