import { z } from 'zod';
import { DAY } from '../domain/instant.ts';
import { duration, exactId, isoDate, moment, person, text, texts, webAddress } from './field-shapes.ts';

const attest = z.strictObject({
  valid_for: duration,
  evidence: z.enum(['required', 'optional']).default('optional'),
  by: z.enum(['owner', 'approver']).default('owner'),
});

/** FORMATS' table of a rule's keys. What one key says about another is checked in scorecard-document.ts. */
export const ruleShape = z.strictObject({
  id: exactId,
  title: text,
  level: text,
  expression: text.optional(),
  attest: attest.optional(),
  applies_to: text.optional(),
  weight: z.number().positive().default(1),
  category: text.optional(),
  controls: texts,
  maintainer: person.optional(),
  review_by: isoDate.optional(),
  why: text,
  fix: text,
  fix_url: webAddress.optional(),
  required: z.boolean().default(false),
  stage: z.enum(['trial', 'announced', 'enforced']).default('enforced'),
  effective_from: moment.optional(),
  exceptions: z.enum(['allowed', 'never']).default('allowed'),
  // `never` is what people write beside `exceptions: never`.
  nudge: z.preprocess((value) => (value === 'never' ? false : value), z.boolean().default(true)),
  sensitive: z.boolean().default(false),
  max_age: duration.optional(),
  hold: duration.default(14 * DAY),
  stable_for: duration.optional(),
  on_missing: z.enum(['fail', 'unknown']).default('fail'),
});

/** The scorecard without its rules, which are checked one by one. */
export const headShape = z.strictObject({
  id: exactId,
  name: text,
  description: text.optional(),
  maintainers: z.array(person).default([]),
  applies_to: text.optional(),
  levels: z.array(exactId).min(1),
  rules: z.array(z.unknown()).min(1),
});

export type RuleShape = z.infer<typeof ruleShape>;
export type HeadShape = z.infer<typeof headShape>;
