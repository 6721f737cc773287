import type { DigestLevel, Move } from '../../domain/digest.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { ReleaseService } from '../../domain/release-check.ts';
import { findingWords } from '../../domain/release-words.ts';
import type { ReportCard } from '../../domain/report-card.ts';
import type { SavedRelease } from '../../use-cases/report-views.ts';
import { iso, isoOrNull } from './documents.ts';

export function releaseDocument({ id, byName, report }: SavedRelease): JsonObject {
  const { title, at, result, services } = report;
  return { id, title, at: iso(at), by: byName, result, services: services.map(serviceDocument) };
}

function serviceDocument({ id, name, tier, bar, result, findings, exceptions }: ReleaseService): JsonObject {
  return {
    ...{ service: id, name, tier, minimum_bar: bar, result },
    findings: findings.map((finding) => {
      const { kind, weight, rule, title, required, since } = finding;
      return {
        kind,
        effect: weight,
        rule,
        title,
        required,
        since: isoOrNull(since),
        says: findingWords(finding),
      };
    }),
    exceptions: exceptions.map(({ titles, until, by }) => ({
      rules: [...titles],
      until: iso(until),
      by: [...by],
    })),
  };
}

export function cardDocument(card: ReportCard): JsonObject {
  const { scope, days, since, at, services, judged, compared, bar, score } = card;
  return {
    about: { kind: scope.kind, id: scope.id, name: scope.name },
    ...{ days, since, at: iso(at), services, judged, compared },
    ...{ other_rules: card.otherRules, added: card.added, minimum_bar: { ...bar }, score: { ...score } },
    levels: card.levels.map((one) => ({
      level: nameOf(one.level),
      services: one.services,
      moved: one.moved,
    })),
    top: card.top.map(({ id, level, score: own }) => ({ service: id, level: nameOf(level), score: own })),
    improved: card.improved.map(moveDocument),
    dropped: card.dropped.map(moveDocument),
    rules: card.rules.map((rule) => ({ ...rule })),
    teams: card.teams.map((team) => ({ ...team, score: { ...team.score }, bar: { ...team.bar } })),
  };
}

function moveDocument({ service, from, to, bar, score }: Move): JsonObject {
  return { service, from: nameOf(from), to: nameOf(to), minimum_bar: bar, score };
}

function nameOf(level: DigestLevel): string | null {
  return level?.id ?? null;
}
