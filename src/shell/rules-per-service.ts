import { serviceFacts } from '../collectors/catalog/service-facts.ts';
import type { Problem } from '../domain/errors.ts';
import { evaluate } from '../domain/evaluate.ts';
import type { FactDocument, FactSource } from '../domain/fact.ts';
import { DAY, HOUR, type Instant } from '../domain/instant.ts';
import type { JsonObject } from '../domain/json.ts';
import type { MergedService } from '../domain/merge/merge-catalog.ts';
import { MOST_RULES } from '../domain/rules/check-scorecard.ts';
import { type CompiledScorecard, compileScorecard } from '../domain/rules/compile-scorecard.ts';
import type { Scorecard } from '../domain/scorecard.ts';
import { factCatalogue } from '../facts/index.ts';

/** The catalog as far as filters ask it: without a database, nothing else is known of a service. */
const SOURCES: readonly FactSource[] = [
  { collector: 'catalog', fills: ['service', 'custom'], configured: true, interval: HOUR, maxAge: DAY },
];

/**
 * Warns where all scorecards together ask more of one service than people read. Rules on trial do not count, nor those
 * whose filter the catalog says no to; a filter that asks for other facts may let its rule apply.
 */
export function crowdedServices(
  services: readonly MergedService[],
  scorecards: readonly Scorecard[],
  now: Instant,
): readonly Problem[] {
  const total = scorecards.reduce((sum, { rules }) => sum + rules.length, 0);
  // Of one scorecard alone its own check tells.
  if (total <= MOST_RULES || scorecards.length < 2) return [];
  const compiled = scorecards.map((scorecard) => compileScorecard(scorecard, factCatalogue));
  const crowded = services
    .map((service) => ({ id: service.entry.id, rules: rulesOf(service, compiled, now) }))
    .filter(({ rules }) => rules > MOST_RULES)
    .toSorted((a, b) => b.rules - a.rules);
  const [worst] = crowded;
  return worst === undefined ? [] : [{ file: 'ready.yml', ...warningOf(worst, crowded.length) }];
}

function warningOf(worst: { readonly id: string; readonly rules: number }, services: number) {
  const others =
    services === 1 ? '' : ` (and ${services - 1} more ${services === 2 ? 'service' : 'services'})`;
  return {
    message: `${worst.id}${others} has to answer ${worst.rules} rules of all scorecards together: above ${MOST_RULES} most are ignored`,
    remedy: 'Narrow `applies_to`, or keep those rules that protect customers.',
  };
}

function rulesOf(service: MergedService, scorecards: readonly CompiledScorecard[], now: Instant): number {
  const documents = [documentOf('service', serviceFacts(service.entry, service.flags), now)];
  const input = {
    documents: [...documents, documentOf('custom', service.entry.custom, now)],
    sources: SOURCES,
    exceptions: [],
    now,
  };
  return scorecards.reduce((sum, compiled) => {
    const onTrial = new Set(
      compiled.scorecard.rules.filter(({ stage }) => stage === 'trial').map(({ id }) => id),
    );
    const { checks } = evaluate(compiled, input);
    return (
      sum + checks.filter(({ rule, outcome }) => outcome !== 'not_applicable' && !onTrial.has(rule)).length
    );
  }, 0);
}

function documentOf(namespace: string, said: object, now: Instant): FactDocument {
  // As a store would give it back: what is undefined is not there.
  const value: JsonObject = JSON.parse(JSON.stringify(said));
  return {
    ...{ namespace, collector: 'catalog', value, collectedAt: now },
    ...{ unreadable: [], absent: [], error: null, failedAt: null },
  };
}
