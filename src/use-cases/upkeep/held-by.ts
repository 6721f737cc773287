import type { ServiceRecord } from '../ports.ts';
import type { UpkeepField } from '../upkeep-views.ts';
import { heldIn } from './fields.ts';

/** Where a field is written that cannot be altered in Slack: "catalog/shop.yml:12". */
export function heldBy(
  { origin, fieldSources }: Pick<ServiceRecord, 'origin' | 'fieldSources'>,
  field: UpkeepField,
): string {
  if (field === 'id') return 'its id stays for ever';
  const source = fieldSources[heldIn(field)] ?? origin.source;
  if (source !== origin.source || origin.file === undefined) return source;
  return [origin.file, origin.line].filter((part) => part !== undefined).join(':');
}
