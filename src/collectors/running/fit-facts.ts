import type { JsonObject } from '../../domain/json.ts';
import { namespaces } from '../../facts/index.ts';
import type { Facts } from '../collector.ts';

/**
 * Holds facts against their namespace's schema; what is undefined goes. `misfit` names the first field that does
 * not fit and how. Throws for a namespace that does not exist: that is our bug, not the vendor's.
 */
export function fitFacts(namespace: string, facts: Facts): { value: JsonObject } | { misfit: string } {
  const schema = namespaces.find(({ name }) => name === namespace)?.schema;
  if (schema === undefined) throw new Error(`there is no namespace ${namespace} in src/facts`);
  // Through text, so that what is stored is what was checked: no undefined, no NaN, no dates.
  const value: JsonObject = JSON.parse(JSON.stringify(facts));
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value };
  const [issue] = parsed.error.issues;
  return { misfit: `${[namespace, ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? 'does not fit'}` };
}
