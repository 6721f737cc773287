import type { Instant } from '../../domain/instant.ts';
import type { EvidenceRule, EvidenceScorecard, EvidenceView } from '../../use-cases/show-evidence.ts';
import type { Page } from './page.ts';
import { count, hanging, plain } from './text.ts';
import { outcomeSign } from './words.ts';

/** What held, rule by rule, with what proves it below each. Instants in UTC: it is compared with other records. */
export function renderEvidence({ service, at, control, scorecards }: EvidenceView, page: Page): string {
  const about = control === null ? '' : `, control ${plain(control)}`;
  const gone = service.archivedAt === null ? '' : ` (archived since ${stamp(service.archivedAt)})`;
  const head = `${page.paint('bold', plain(service.id))}${gone} at ${stamp(at)}${about}`;
  if (scorecards.length === 0) return `${head}\n${nothing(service.archivedAt, at)}`;
  return [head, ...scorecards.map((one) => renderScorecard(one, page))].join('\n\n');
}

function nothing(archivedAt: Instant | null, at: Instant): string {
  return archivedAt !== null && archivedAt <= at
    ? 'It was archived by then: no scorecard judges it. Ask about a day before.'
    : 'No scorecard had judged it by then.';
}

function renderScorecard({ name, version, bar, level, score, rules }: EvidenceScorecard, page: Page): string {
  const parts = [
    page.paint('bold', plain(name)),
    version === null ? 'version unknown' : `version ${plain(version)}`,
    level === null ? '' : `level ${plain(level)}`,
    bar === null ? '' : `minimum bar ${plain(bar).replaceAll('_', ' ')}`,
    score === null ? '' : `score ${plain(score)}`,
    count(rules.length, 'rule'),
  ];
  const lines = rules.flatMap((rule) => renderRule(rule, page));
  return [parts.filter((part) => part !== '').join(' · '), ...lines].join('\n');
}

function renderRule(rule: EvidenceRule, page: Page): string[] {
  const { check, heldUntil, controls, required } = rule;
  const span = `since ${stamp(check.since)}${heldUntil === null ? '' : `, until ${stamp(heldUntil)}`}`;
  const tags = [...(required ? ['minimum bar'] : []), ...controls.map(plain)];
  const said = [plain(rule.title), plain(check.outcome).replaceAll('_', ' '), span, ...tags].join(' · ');
  const below = proofs(rule).flatMap((proof) => hanging('      ', page.paint('dim', proof), page.width));
  return [...hanging(`  ${outcomeSign(check.outcome, page)} `, said, page.width), ...below];
}

function proofs({ check, facts, exceptions, attestation, hidden }: EvidenceRule): readonly string[] {
  if (hidden) return ['values are private to its team'];
  return [
    ...(check.reason === undefined ? [] : [plain(check.reason)]),
    ...facts.map(({ path, value, count: entries, collector, collectedAt, later }) => {
      const shown =
        value === undefined
          ? entries === undefined
            ? 'no value'
            : count(entries, 'entry', 'entries')
          : plain(JSON.stringify(value));
      const from = collector === undefined ? '' : ` from ${plain(collector)}`;
      const read =
        collectedAt === undefined
          ? ''
          : `, read ${stamp(collectedAt)}${later ? ' (later; the outcome was the same)' : ''}`;
      return `${plain(path)} = ${shown}${from}${read}`;
    }),
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

function stamp(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}
