import type { Instant } from '../domain/instant.ts';
import type { Outcome, Verdict } from '../domain/outcome.ts';
import type { Rule, Scorecard } from '../domain/scorecard.ts';
import type { AnsweredBy } from './answered-by.ts';
import type { StoredCheck, StoredEvaluation } from './ports.ts';
import type { CheckView, LevelView, ScorecardLine, ScorecardView, UnknownGroup } from './show-readiness.ts';

/** A level with its place in its scorecard; null for no level, or one that the scorecard no longer has. */
export function levelView(id: string | null, levels: readonly string[]): LevelView | null {
  const rank = id === null ? -1 : levels.indexOf(id);
  return id === null || rank === -1 ? null : { id, rank, of: levels.length };
}

/** With whose eyes, and when. */
export interface Seeing {
  readonly seesSensitive: boolean;
  readonly now: Instant;
  readonly answeredBy: AnsweredBy;
}

/** Every check of an evaluation with its rule, in the scorecard's order; rules since removed are left out. */
export function checkViews(
  scorecard: Scorecard,
  evaluation: StoredEvaluation,
  seeing: Seeing,
): readonly CheckView[] {
  const byRule = new Map(evaluation.checks.map((check) => [check.rule, check]));
  return scorecard.rules.flatMap((rule) => {
    const check = byRule.get(rule.id);
    const level = levelView(rule.level, scorecard.levels);
    return check === undefined || level === null ? [] : [checkView(scorecard.id, rule, level, check, seeing)];
  });
}

function checkView(
  scorecard: string,
  rule: Rule,
  level: LevelView,
  check: StoredCheck,
  { seesSensitive, now, answeredBy }: Seeing,
): CheckView {
  const hidden = rule.sensitive && !seesSensitive;
  return {
    scorecard,
    rule: rule.id,
    title: rule.title,
    level,
    required: rule.required,
    category: rule.category ?? null,
    weight: rule.weight,
    whyItMatters: rule.why,
    fix: rule.fix,
    fixUrl: rule.fixUrl ?? null,
    check: hidden ? withoutReasons(check) : check,
    since: check.since,
    hidden,
    sensitive: rule.sensitive,
    source: hidden ? null : answeredBy(check),
    from: comesLater(rule, now) ? (rule.effectiveFrom ?? null) : null,
  };
}

/** What others may know of a sensitive check: its outcome and nothing that explains it. */
function withoutReasons(check: StoredCheck): StoredCheck {
  return {
    rule: check.rule,
    outcome: check.outcome,
    standing: check.standing,
    evidence: [],
    since: check.since,
  };
}

/** Evaluated but not counted: in trial, or announced for a later day. */
export function comesLater(rule: Rule, now: Instant): boolean {
  return rule.stage === 'trial' || (rule.stage === 'announced' && (rule.effectiveFrom ?? 0) > now);
}

/** A scorecard none of whose rules is about this service has nothing to say of it. */
export function applies({ checks }: StoredEvaluation): boolean {
  return checks.some(({ outcome }) => outcome !== 'not_applicable');
}

/** One scorecard's part of the card. */
export function scorecardView(
  scorecard: Scorecard,
  evaluation: StoredEvaluation,
  seeing: Seeing,
): ScorecardView {
  const views = checkViews(scorecard, evaluation, seeing);
  const trial = new Set(scorecard.rules.filter((rule) => rule.stage === 'trial').map((rule) => rule.id));
  const counted = views.filter((view) => view.from === null && !trial.has(view.rule));
  const having = (outcome: Outcome) => counted.filter((view) => view.check.outcome === outcome);
  const [fail, unknown, exempt] = [having('fail'), having('unknown'), having('exempt')];
  const { verdict } = evaluation;
  return {
    id: scorecard.id,
    name: scorecard.name,
    bar: verdict.bar,
    barExceptions: exempt.filter(isRequired).length,
    barFailing: fail.filter(isRequired).length,
    barUnknown: unknown.filter(isRequired).length,
    earned: levelView(verdict.earned, scorecard.levels),
    held: levelView(verdict.held, scorecard.levels),
    heldByExceptions: verdict.heldByExceptions,
    next: nextLevel(scorecard, verdict, counted),
    score: verdict.score,
    counts: verdict.counts,
    gaps: fail.toSorted(worstGapFirst),
    unknowns: groupUnknowns(unknown),
    exempt,
    coming: views.filter((view) => view.from !== null && view.check.outcome !== 'not_applicable'),
  };
}

function isRequired({ required }: CheckView): boolean {
  return required;
}

/** A scorecard in one line, for those that do not head the card. */
export function scorecardLine(scorecard: Scorecard, verdict: Verdict): ScorecardLine {
  return {
    id: scorecard.id,
    name: scorecard.name,
    bar: verdict.bar,
    held: levelView(verdict.held, scorecard.levels),
    failing: verdict.counts.fail,
    unknown: verdict.counts.unknown,
  };
}

function nextLevel(
  scorecard: Scorecard,
  verdict: Verdict,
  counted: readonly CheckView[],
): ScorecardView['next'] {
  const open = counted.filter((view) => view.check.standing === 'fail' || view.check.standing === 'unknown');
  const heldRank = verdict.held === null ? -1 : scorecard.levels.indexOf(verdict.held);
  // A level without rules of its own that count can't be reached: look past it for the next one that asks for something.
  for (let rank = heldRank + 1; rank < scorecard.levels.length; rank += 1) {
    const missing = open.filter((view) => view.level.rank <= rank).length;
    const level = levelView(scorecard.levels[rank] ?? null, scorecard.levels);
    if (missing > 0 && level !== null) return { level, missing };
  }
  return null;
}

/** Lowest level first; in it the minimum bar, then weight. */
function worstGapFirst(a: CheckView, b: CheckView): number {
  return a.level.rank - b.level.rank || Number(b.required) - Number(a.required) || b.weight - a.weight;
}

/** One group for each reason, as many rules fall silent with one vendor. */
function groupUnknowns(unknowns: readonly CheckView[]): readonly UnknownGroup[] {
  const groups = new Map<string, CheckView[]>();
  for (const view of unknowns) {
    const reason = view.hidden ? '' : (view.check.reason ?? '');
    groups.set(reason, [...(groups.get(reason) ?? []), view]);
  }
  return [...groups.values()].map((checks) => ({ titles: checks.map((view) => view.title), checks }));
}
