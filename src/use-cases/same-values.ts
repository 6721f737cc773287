import type { Evidence } from '../domain/fact.ts';
import type { Instant } from '../domain/instant.ts';
import type { Check } from '../domain/outcome.ts';
import type { StoredCheck } from './ports.ts';

/** Since when a check says what it says, with the same values from the same collectors. */
export function valuesSince({ since, valuesSince = since }: StoredCheck): Instant {
  return valuesSince;
}

/** Whether two checks say the same for the same reasons: whatever is told of them but when it was collected. */
export function sameValues(a: Check, b: Check): boolean {
  if (a === b) return true;
  return (
    a.outcome === b.outcome &&
    a.standing === b.standing &&
    a.cause === b.cause &&
    a.reason === b.reason &&
    a.exception === b.exception &&
    a.evidence.length === b.evidence.length &&
    a.evidence.every((one, place) => sameFact(one, b.evidence[place]))
  );
}

function sameFact(a: Evidence, b: Evidence | undefined): boolean {
  return (
    a.path === b?.path &&
    a.collector === b.collector &&
    a.count === b.count &&
    (a.value === b.value || JSON.stringify(a.value) === JSON.stringify(b.value))
  );
}
