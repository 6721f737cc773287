/** Arguments as they come in forms: everything a string, structures as JSON inside strings. */
import { z } from 'zod';

/** A structure: itself in a JSON body, JSON text in a form. */
export const json = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(parsed, schema);

/** `true` and `1` are true, as is `true` itself. */
export const flag = z.preprocess(
  (value) =>
    value === undefined ? undefined : value === true || value === 'true' || value === '1' || value === 1,
  z.boolean().optional(),
);

export const count = z.coerce.number().int().min(0).optional();

/** What lists are paged by. */
export const paging = { limit: count, cursor: z.string().optional() };

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
