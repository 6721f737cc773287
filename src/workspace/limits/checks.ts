/**
 * Zod, worded as Slack words its refusals. Zod skips an object's own checks once a field of it is wrong; Slack
 * lists everything at once, so the checks here carry `when` and always run.
 */
import { z } from 'zod';

type Fields = Record<string, unknown>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A string of `min` to `max` UTF-16 units. Slack's own count is not documented; this is never the laxer one. */
export const text = (max: number, min = 1) => z.string().min(min).max(max);

/** An array of `min` to `max` items. */
export function list<Item extends z.ZodType>(item: Item, max: number, min = 1) {
  const when = ({ value }: { value: unknown }) => Array.isArray(value);
  return z
    .array(item)
    .refine((items) => items.length <= max, { when, error: `no more than ${max} items allowed` })
    .refine((items) => items.length >= min, { when, error: `must provide at least ${min} items` });
}

/** An object in which unknown keys are refused, plus rules over several of its fields: `[holds, otherwise]`. */
export function shape<Shape extends z.ZodRawShape>(
  fields: Shape,
  ...rules: [holds: (object: Fields) => boolean, otherwise: string][]
) {
  const object = z.strictObject(fields);
  return rules.reduce(
    (schema, [holds, error]) =>
      schema.refine((value) => holds(value as Fields), {
        when: ({ value }) => isRecord(value),
        error,
      }),
    object,
  );
}

/** Exactly one of the two keys is there. */
export const exactlyOne = (
  one: string,
  other: string,
): [holds: (object: Fields) => boolean, otherwise: string] => [
  (object) => (object[one] === undefined) !== (object[other] === undefined),
  `must define exactly one of \`${one}\` and \`${other}\``,
];
