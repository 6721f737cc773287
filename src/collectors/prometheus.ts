import { z } from 'zod';
import type { Service } from '../domain/catalog.ts';
import { HOUR, MINUTE } from '../domain/instant.ts';
import { apart } from './calling/apart.ts';
import { createCaller } from './calling/caller.ts';
import { type Answer, defineCollector } from './collector.ts';
import { monitorFacts } from './combining/monitors.ts';
import { type Objective, sloAnswer } from './combining/objectives.ts';
import { monitorOf, rulesOf } from './prometheus/alert-rules.ts';
import { type AlertRule, listAlertRules } from './prometheus/api.ts';
import { type Labelled, type Measuring, measure } from './prometheus/objectives.ts';
import { type PrometheusSettings, settings } from './prometheus/settings.ts';

/** As Backstage's plugin names it: alert rules of the service by name, separated by commas. */
const ALERTS = 'prometheus.io/alert';

const secrets = z.object({
  PROMETHEUS_URL: z
    .url()
    .refine((url) => new URL(url).username === '', 'must not hold credentials: PROMETHEUS_USERNAME does'),
  PROMETHEUS_TOKEN: z.string().optional(),
  PROMETHEUS_USERNAME: z.string().optional(),
  PROMETHEUS_PASSWORD: z.string().optional(),
});

/** One question for all services of a batch, unless `{{service}}` stands in the query. */
export const prometheus = defineCollector({
  name: 'prometheus',
  vendor: 'Prometheus',
  summary:
    'Service levels by the queries of `objectives` in ready.yml, and alert rules, of which the label `service` ' +
    'names the service. `prometheus.io/service` holds another value of it, `prometheus.io/alert` names more rules.',
  fills: ({ objectives, alert_rules }) => [
    ...(objectives.length > 0 ? ['slo'] : []),
    ...(alert_rules ? ['monitors'] : []),
  ],
  interval: 15 * MINUTE,
  maxAge: 3 * HOUR,
  timeout: 3 * MINUTE,
  settings,
  secrets,
  open: ({ secrets: given, clock, wait }) => ({
    url: given.PROMETHEUS_URL.replace(/\/+$/, ''),
    caller: createCaller({
      vendor: 'Prometheus',
      baseUrl: given.PROMETHEUS_URL,
      headers: authorization(given),
      needs: 'PROMETHEUS_TOKEN, or PROMETHEUS_USERNAME and PROMETHEUS_PASSWORD, of somebody who may query',
      // All alert rules of a large company come in one answer.
      limits: { size: 32 * 1024 * 1024 },
      clock,
      wait,
    }),
  }),
  budget: ({ caller }) => caller.budget(),
  collect: {
    most: 1_000,
    ask: (asked, { shared: { caller, url }, settings: chosen, signal }) => {
      const labelled = asked.map(({ service }) => ({ service, ...labelledAs(service, chosen) }));
      const { label, objectives, alert_rules } = chosen;
      return apart(
        labelled.map(({ id }) => id),
        {
          ...(objectives.length > 0
            ? { slo: () => sloOf(labelled, objectives, { caller, label, signal }) }
            : {}),
          ...(alert_rules
            ? { monitors: async () => monitorsOf(labelled, await listAlertRules(caller, signal), label, url) }
            : {}),
        },
      );
    },
  },
});

async function sloOf(
  services: readonly Labelled[],
  objectives: PrometheusSettings['objectives'],
  measuring: Measuring,
): Promise<ReadonlyMap<string, Answer>> {
  const told = await Promise.all(objectives.map((objective) => measure(objective, services, measuring)));
  return new Map(services.map(({ id }, place) => [id, sloFacts(told.flatMap((all) => all[place] ?? []))]));
}

/** Where nothing at all was measured, another collector may know more. */
function sloFacts(objectives: readonly Objective[]): Answer {
  const unknown = objectives.flatMap(({ measured }) => ('unknown' in measured ? [measured.unknown] : []));
  if (unknown.length === objectives.length)
    return { value: {}, unreadable: [{ path: '', reason: unknown.join('; ') }] };
  return sloAnswer(objectives, 'no objective is defined');
}

const SILENCES = 'silences are kept by Alertmanager, which is not asked';

function monitorsOf(
  services: readonly (Labelled & { readonly service: Service })[],
  rules: readonly AlertRule[],
  label: string,
  url: string,
): ReadonlyMap<string, Answer> {
  return new Map(
    services.map(({ id, value, service: { annotations } }) => {
      const names = (annotations[ALERTS] ?? '').split(',').map((name) => name.trim());
      const own = rulesOf(rules, { label, value, names });
      const { muted: _unknown, ...facts } = monitorFacts(own.map((rule) => monitorOf(rule, url)));
      return [id, { value: facts, unreadable: [{ path: 'muted', reason: SILENCES }] }];
    }),
  );
}

function labelledAs({ id, annotations }: Service, { annotation }: PrometheusSettings): Labelled {
  return { id, value: annotations[annotation]?.trim() || id };
}

function authorization(given: z.infer<typeof secrets>): Readonly<Record<string, string>> {
  const { PROMETHEUS_TOKEN: token, PROMETHEUS_USERNAME: username, PROMETHEUS_PASSWORD: password } = given;
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  if (username === undefined) return {};
  return { authorization: `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}` };
}
