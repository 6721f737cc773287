import type { JsonObject } from '../../domain/json.ts';
import type {
  CheckView,
  LevelView,
  ReadinessCard,
  ScorecardLine,
  ScorecardView,
  ServiceHeading,
} from '../../use-cases/show-readiness.ts';
import { iso, isoOrNull, object } from './documents.ts';

/** What `ready show --json` prints. The words of {@link CARD_SHAPE} are a contract. */
export function cardDocument(card: ReadinessCard): JsonObject {
  return {
    service: serviceDocument(card.service),
    asked_as: card.askedAs,
    primary: card.primary === null ? null : scorecardDocument(card.primary),
    others: card.others.map(lineDocument),
    evaluated_at: isoOrNull(card.evaluatedAt),
  };
}

export const CARD_SHAPE = `
{ service: { id, name, description, type, lifecycle, tier, customers, system, owner, owner_declared, channel,
             on_call[], links[{ type, title, url }], doubts[] },
  asked_as: an earlier id or nickname, or null,
  primary: null where no scorecard applies, else
           { id, name, minimum_bar: met | met_by_exception | not_met | unknown | none, minimum_bar_exceptions,
             level: held (null = none), level_earned, level_exceptions, next: { level, missing } | null, score,
             counts: { pass, fail, unknown, exempt, not_applicable },
             gaps[CHECK], unknown[CHECK], exempt[CHECK], coming[CHECK] },
  others[{ id, name, minimum_bar, level, failing, unknown }],
  evaluated_at }
CHECK: { scorecard, rule, title, level, minimum_bar, category, weight, why, fix, fix_url, outcome, standing,
         cause, reason, since, counts_from, withheld, evidence[{ fact, value, collector, collected_at }] }`;

function serviceDocument(service: ServiceHeading): JsonObject {
  const { owner } = service;
  const declared = owner !== null && 'declared' in owner;
  return {
    id: service.id,
    name: service.name,
    description: service.description,
    type: service.type,
    lifecycle: service.lifecycle,
    tier: service.tier.id,
    customers: service.tier.job,
    system: service.system?.id ?? null,
    owner: owner === null || declared ? null : owner.id,
    owner_declared: declared ? owner.declared : null,
    channel: service.channel,
    on_call: service.onCall,
    links: service.links.map(({ type, title, url }) => ({ type, title, url })),
    doubts: service.flags,
  };
}

function scorecardDocument(view: ScorecardView): JsonObject {
  return {
    id: view.id,
    name: view.name,
    minimum_bar: view.bar,
    minimum_bar_exceptions: view.barExceptions,
    level: levelId(view.held),
    level_earned: levelId(view.earned),
    level_exceptions: view.heldByExceptions,
    next: view.next === null ? null : { level: view.next.level.id, missing: view.next.missing },
    score: view.score,
    counts: { ...view.counts },
    gaps: view.gaps.map(checkDocument),
    unknown: view.unknowns.flatMap((group) => group.checks).map(checkDocument),
    exempt: view.exempt.map(checkDocument),
    coming: view.coming.map(checkDocument),
  };
}

function lineDocument(line: ScorecardLine): JsonObject {
  const { id, name, bar, held, failing, unknown } = line;
  return { id, name, minimum_bar: bar, level: levelId(held), failing, unknown };
}

function levelId(level: LevelView | null): string | null {
  return level?.id ?? null;
}

function checkDocument(view: CheckView): JsonObject {
  const { check } = view;
  return {
    scorecard: view.scorecard,
    rule: view.rule,
    title: view.title,
    level: view.level.id,
    minimum_bar: view.required,
    category: view.category,
    weight: view.weight,
    why: view.whyItMatters,
    fix: view.fix,
    fix_url: view.fixUrl,
    outcome: check.outcome,
    standing: check.standing,
    cause: check.cause ?? null,
    reason: check.reason ?? null,
    since: iso(view.since),
    counts_from: isoOrNull(view.from),
    withheld: view.hidden,
    evidence: check.evidence.map(({ path, value, count, collector, collectedAt }) =>
      object({
        fact: path,
        value,
        count,
        collector,
        collected_at: collectedAt === undefined ? undefined : iso(collectedAt),
      }),
    ),
  };
}
