import { z } from 'zod';
import { duration } from '../../documents/field-shapes.ts';

const promql = z.string().min(1);

const objective = z.strictObject({
  name: z.string().min(1),
  /**
   * The level over the window. Either it gives one series for each service, with the label; or `{{service}}` stands
   * in it, and it is asked for each service.
   */
  query: promql,
  /** In percent. */
  target: z.number().min(0).max(100),
  window: duration,
  /** What is left of the error budget; without it, it follows from level and target. */
  error_budget: promql.optional(),
  /** What the queries give: 99.95 or 0.9995. */
  unit: z.enum(['percent', 'ratio']).default('percent'),
});
export type ObjectiveSettings = z.infer<typeof objective>;

export const settings = z.strictObject({
  /** Names the service, in series and in alert rules; its value is the service's id. */
  label: z
    .string()
    .regex(/^[a-zA-Z_]\w*$/, 'is no name of a label')
    .default('service'),
  /** Where a service says that its value is another. */
  annotation: z.string().min(1).default('prometheus.io/service'),
  objectives: z.array(objective).default([]),
  /** Whether alert rules are its monitors. */
  alert_rules: z.boolean().default(true),
});
export type PrometheusSettings = z.infer<typeof settings>;
