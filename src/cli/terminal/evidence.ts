import type { Instant } from '../../domain/instant.ts';
import type { EvidenceRule, EvidenceScorecard, EvidenceView } from '../../use-cases/show-evidence.ts';
import type { FactThen } from '../../use-cases/values-by.ts';
import type { Page } from './page.ts';
import { count, hanging, plain } from './text.ts';
import { outcomeSign } from './words.ts';

/** What held, rule by rule, with what proves it below each. Instants in UTC: it is compared with other records. */
export function renderEvidence({ service, at, control, scorecards }: EvidenceView, page: Page): string {
  const about = control === null ? '' : `, control ${plain(control)}`;
  const gone = service.archivedAt === null ? '' : ` (archived since ${stamp(service.archivedAt)})`;
  const head = `${page.paint('bold', plain(service.id))}${gone} at ${stamp(at)}${about}`;
  if (scorecards.length === 0) return `${head}\n${nothing(service.archivedAt, at)}`;
  return [head, ...scorecards.map((one) => renderScorecard(one, at, page))].join('\n\n');
}

function nothing(archivedAt: Instant | null, at: Instant): string {
  return archivedAt !== null && archivedAt <= at
    ? 'It was archived by then: no scorecard judges it. Ask about a day before.'
    : 'No scorecard had judged it by then.';
}

function renderScorecard(scorecard: EvidenceScorecard, at: Instant, page: Page): string {
  const { name, version, bar, level, score, rules } = scorecard;
  const parts = [
    page.paint('bold', plain(name)),
    version === null ? 'version unknown' : `version ${plain(version)}`,
    level === null ? '' : `level ${plain(level)}`,
    bar === null ? '' : `minimum bar ${plain(bar).replaceAll('_', ' ')}`,
    score === null ? '' : `score ${plain(score)}`,
    count(rules.length, 'rule'),
  ];
  const lines = rules.flatMap((rule) => renderRule(rule, at, page));
  return [parts.filter((part) => part !== '').join(' · '), ...lines].join('\n');
}

function renderRule(rule: EvidenceRule, at: Instant, page: Page): string[] {
  const { check, heldUntil, controls, required } = rule;
  const span = `since ${stamp(check.since)}${heldUntil === null ? '' : `, until ${stamp(heldUntil)}`}`;
  const tags = [...(required ? ['minimum bar'] : []), ...controls.map(plain)];
  const said = [plain(rule.title), plain(check.outcome).replaceAll('_', ' '), span, ...tags].join(' · ');
  const below = proofs(rule, at).flatMap((proof) => hanging('      ', page.paint('dim', proof), page.width));
  return [...hanging(`  ${outcomeSign(check.outcome, page)} `, said, page.width), ...below];
}

function proofs(
  { check, values, facts, exceptions, attestation, hidden }: EvidenceRule,
  at: Instant,
): readonly string[] {
  if (hidden) return ['values are private to its team'];
  return [
    ...(check.reason === undefined ? [] : [plain(check.reason)]),
    ...facts.map((fact) => renderFact(fact, values?.since, at)),
    ...exceptions.map(({ requester, approvals, until, reason }) => {
      const by = approvals.map((one) => `${plain(one.by.name)} ${stamp(one.at)}`).join(', ');
      return `exception until ${stamp(until)}, asked by ${plain(requester.name)}, approved by ${by}: ${plain(reason)}`;
    }),
    ...(attestation === null
      ? []
      : [
          `attested by ${plain(attestation.byName)} as of ${stamp(attestation.at)}, until ${stamp(attestation.until)}: ${plain(attestation.statement)}${attestation.evidence === null ? '' : ` ${plain(attestation.evidence)}`}`,
        ]),
  ];
}

function renderFact(fact: FactThen, since: Instant | undefined, at: Instant): string {
  const { path, value, count: entries, collector, collectedAt, later } = fact;
  const unshown = entries === undefined ? 'no value' : count(entries, 'entry', 'entries');
  const shown = value === undefined ? unshown : plain(JSON.stringify(value));
  const from = collector === undefined ? '' : ` from ${plain(collector)}`;
  const read = collectedAt === undefined ? '' : `, read ${stamp(collectedAt)}`;
  // What was read again since has been the same all the while.
  const isAgain = !later && since !== undefined && collectedAt !== undefined && collectedAt > at;
  const note = later
    ? ' (later; the outcome was the same)'
    : isAgain
      ? `, the same since ${stamp(since)}`
      : '';
  return `${plain(path)} = ${shown}${from}${read}${note}`;
}

function stamp(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}
