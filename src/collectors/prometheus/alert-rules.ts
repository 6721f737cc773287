import type { Monitor } from '../combining/monitors.ts';
import type { AlertRule } from './api.ts';

/** How the rules of a service are known: by its label, or by their names. */
export interface RuleMatch {
  readonly label: string;
  readonly value: string;
  readonly names: readonly string[];
}

export function rulesOf(all: readonly AlertRule[], { label, value, names }: RuleMatch): readonly AlertRule[] {
  return all.filter((rule) => rule.labels?.[label] === value || names.includes(rule.name));
}

/** Without `muted`: silences are Alertmanager's. */
export function monitorOf(rule: AlertRule, url: string): Monitor {
  return {
    name: rule.name,
    type: rule.type,
    status: statusOf(rule),
    url: `${url}/alerts?search=${encodeURIComponent(rule.name)}`,
  };
}

/** A rule that could not be evaluated, or not yet, has nothing to judge, whatever its state was before. */
function statusOf({ health, state, alerts }: AlertRule): Monitor['status'] {
  if (health !== 'ok') return 'no_data';
  const states = [state, ...(alerts ?? []).map((alert) => alert.state)];
  if (states.includes('firing')) return 'alerting';
  return states.includes('pending') ? 'warning' : 'ok';
}
