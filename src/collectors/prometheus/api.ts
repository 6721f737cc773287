/**
 * What is read of Prometheus' HTTP API, in its own words; Thanos, Mimir and others speak it too.
 * https://prometheus.io/docs/prometheus/latest/querying/api/
 */
import { z } from 'zod';
import { ExternalServiceError } from '../../domain/errors.ts';
import type { Caller } from '../calling/caller.ts';

const sample = z.tuple([z.number(), z.string()]);
const labels = z.record(z.string(), z.string());

const result = z.discriminatedUnion('resultType', [
  z.object({ resultType: z.literal('vector'), result: z.array(z.object({ metric: labels, value: sample })) }),
  z.object({ resultType: z.literal('scalar'), result: sample }),
  z.object({ resultType: z.enum(['matrix', 'string']), result: z.unknown() }),
]);

const alertRule = z.object({
  name: z.string(),
  type: z.literal('alerting'),
  labels: labels.nullish(),
  /** Old versions do not tell it, but their alerts have one each. */
  state: z.enum(['inactive', 'pending', 'firing']).nullish(),
  health: z.string(),
  alerts: z.array(z.object({ state: z.string() })).nullish(),
});
export type AlertRule = z.infer<typeof alertRule>;

/** Recording rules come too where `type=alert` is not understood. */
const otherRule = z.object({ type: z.literal('recording') });

const rules = z.object({
  groups: z.array(z.object({ rules: z.array(z.discriminatedUnion('type', [alertRule, otherRule])) })),
});

function answerOf<T>(data: z.ZodType<T>) {
  return z.discriminatedUnion('status', [
    z.object({ status: z.literal('success'), data, warnings: z.array(z.string()).nullish() }),
    z.object({ status: z.literal('error'), errorType: z.string().nullish(), error: z.string().nullish() }),
  ]);
}

/** One time series at one moment. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  /** `NaN` and the infinities are values there. */
  readonly value: number;
}

/** @param what what the query is for: said when it fails */
export async function query(
  caller: Caller,
  text: string,
  what: string,
  signal: AbortSignal,
): Promise<readonly Sample[]> {
  const told = await asked(caller, '/api/v1/query', { query: text }, result, what, signal);
  if (told.resultType === 'vector')
    return told.result.map(({ metric, value: [, value] }) => ({ labels: metric, value: numberOf(value) }));
  if (told.resultType === 'scalar') return [{ labels: {}, value: numberOf(told.result[1]) }];
  throw new ExternalServiceError(
    'Prometheus',
    `Prometheus answers a ${told.resultType} for ${what}: the query has to give one number for each service`,
  );
}

/** All alert rules. Without their alerts, where it is new enough to leave them out. */
export async function listAlertRules(caller: Caller, signal: AbortSignal): Promise<readonly AlertRule[]> {
  const asking = { type: 'alert', exclude_alerts: true };
  const { groups } = await asked(caller, '/api/v1/rules', asking, rules, 'alert rules', signal);
  return groups.flatMap((group) => group.rules.filter((rule) => rule.type === 'alerting'));
}

/**
 * Thanos may answer from a part of its stores, with a warning: it is asked not to, and what it warns of is not
 * believed. https://thanos.io/tip/components/query.md/#partial-response
 */
async function asked<T>(
  caller: Caller,
  path: string,
  parameters: Readonly<Record<string, string | boolean>>,
  data: z.ZodType<T>,
  what: string,
  signal: AbortSignal,
): Promise<T> {
  const question = {
    path,
    query: { ...parameters, partial_response: false },
    schema: answerOf(data),
    signal,
  };
  const { value } = await caller.ask(question).catch((error: unknown) => {
    throw error instanceof ExternalServiceError ? about(error, what) : error;
  });
  if (value.status === 'error')
    throw new ExternalServiceError(
      'Prometheus',
      `Prometheus answers an error for ${what}${quoted(value.error)}`,
    );
  const [warning] = value.warnings ?? [];
  if (warning !== undefined)
    throw new ExternalServiceError('Prometheus', `Prometheus warns about ${what}${quoted(warning)}`);
  return value.data;
}

function about(error: ExternalServiceError, what: string): ExternalServiceError {
  if (error.notBefore !== undefined) return error;
  return new ExternalServiceError('Prometheus', `${error.message} (asked for ${what})`, {
    cause: error,
    ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
  });
}

function quoted(text: string | null | undefined): string {
  if (!text) return '';
  return `: ${text.length > 150 ? `${text.slice(0, 149)}…` : text}`;
}

function numberOf(text: string): number {
  if (/^[+-]?Inf$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return Number(text);
}
