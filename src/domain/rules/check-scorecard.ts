import type { Problem } from '../errors.ts';
import type { FactCatalogue } from '../fact.ts';
import { didYouMean } from '../nearest-word.ts';
import type { Rule, Scorecard } from '../scorecard.ts';
import { compileAlone } from './compile-scorecard.ts';
import { ExpressionError } from './expression-error.ts';
import { warningsOf } from './expression-warnings.ts';
import { type Language, languageOf } from './language.ts';

/** Something wrong, or doubtful, about a scorecard. */
export interface ScorecardProblem extends Problem {
  /** An error keeps the scorecard from being used; a warning does not. */
  readonly severity: 'error' | 'warning';
  /** Id of the rule; absent = the scorecard itself. */
  readonly rule?: string;
  /** The key as FORMATS writes it: `expression`, `applies_to`, `level`, … */
  readonly key: string;
  /** For an expression: the range of offsets in its text, from which a reader makes line and column. */
  readonly start?: number;
  readonly end?: number;
}

/** More of one service are not read. */
export const MOST_RULES = 25;
const MOST_STATEMENTS = 0.3;

/** Everything that is wrong or doubtful about a scorecard, all at once, in the order in which it is written. */
export function checkScorecard(scorecard: Scorecard, catalogue: FactCatalogue): readonly ScorecardProblem[] {
  const language = languageOf(catalogue);
  return [
    ...checkLevels(scorecard),
    ...checkExpression(scorecard.appliesTo, undefined, 'applies_to', language),
    ...scorecard.rules.flatMap((rule, place) => checkRule(rule, place, scorecard, language)),
    ...checkSize(scorecard),
    ...checkStatements(scorecard, catalogue),
  ];
}

function checkLevels({ levels, rules }: Scorecard): readonly ScorecardProblem[] {
  if (levels.length === 0) return [error('levels', 'a scorecard needs at least one level')];
  return levels.flatMap((level, place) => {
    if (levels.indexOf(level) !== place) return [error('levels', `the level "${level}" is here twice`)];
    const isReachable = rules.some((rule) => rule.level === level && rule.stage !== 'trial');
    return isReachable ? [] : [warning('levels', `no rule belongs to "${level}", so nobody can reach it`)];
  });
}

function checkRule(
  rule: Rule,
  place: number,
  scorecard: Scorecard,
  language: Language,
): readonly ScorecardProblem[] {
  const ofRule = (problem: ScorecardProblem | false): readonly ScorecardProblem[] =>
    problem === false ? [] : [{ ...problem, rule: rule.id }];
  const { levels, rules } = scorecard;
  return [
    ...ofRule(
      rules.findIndex(({ id }) => id === rule.id) !== place &&
        error('id', `the rule "${rule.id}" is here twice`),
    ),
    ...ofRule(
      !levels.includes(rule.level) &&
        error(
          'level',
          `there is no level "${rule.level}"${didYouMean(rule.level, levels)}`,
          `It is one of: ${levels.join(', ')}.`,
        ),
    ),
    ...ofRule(
      !(rule.weight > 0 && Number.isFinite(rule.weight)) && error('weight', 'a weight is a number above 0'),
    ),
    ...ofRule(checkStage(rule)),
    ...checkExpression(rule.expression, rule, 'expression', language),
    ...checkExpression(rule.appliesTo, rule, 'applies_to', language),
  ];
}

function checkStage({ stage, effectiveFrom, required }: Rule): ScorecardProblem | false {
  if (stage === 'announced' && effectiveFrom === undefined) {
    return error('effective_from', 'an announced rule needs "effective_from", the day from which it counts');
  }
  if (stage !== 'announced' && effectiveFrom !== undefined) {
    return warning('effective_from', '"effective_from" means nothing here', 'Write stage: announced.');
  }
  return (
    stage === 'trial' &&
    required &&
    warning('required', 'a rule in trial counts for nothing, also not for the minimum bar')
  );
}

function checkExpression(
  source: string | undefined,
  rule: Rule | undefined,
  key: 'expression' | 'applies_to',
  language: Language,
): readonly ScorecardProblem[] {
  if (source === undefined) return [];
  const place = { key, ...(rule === undefined ? {} : { rule: rule.id }) };
  try {
    const compiled = compileAlone(source, language);
    return warningsOf(compiled).map((problem) => ({ ...problem, severity: 'warning', ...place }));
  } catch (thrown) {
    if (!(thrown instanceof ExpressionError)) throw thrown;
    return [{ ...thrown.problem, severity: 'error', ...place }];
  }
}

function checkSize({ rules }: Scorecard): readonly ScorecardProblem[] {
  if (rules.length === 0) return [warning('rules', 'there are no rules yet')];
  if (rules.length <= MOST_RULES) return [];
  const remedy = 'Keep those that protect customers, or split the scorecard.';
  return [
    warning(
      'rules',
      `${rules.length} rules are more than people read: above ${MOST_RULES} most are ignored`,
      remedy,
    ),
  ];
}

function checkStatements(scorecard: Scorecard, catalogue: FactCatalogue): readonly ScorecardProblem[] {
  const { rules } = scorecard;
  const stated = statedRules(scorecard, catalogue);
  if (rules.length === 0 || stated.length <= rules.length * MOST_STATEMENTS) return [];
  const share = Math.round((100 * stated.length) / rules.length);
  const message = `${stated.length} of ${rules.length} rules (${share} %) rest on what people state, not on what is measured`;
  return [
    warning('rules', message, `Automate them, or think twice: ${stated.map(({ id }) => id).join(', ')}.`),
  ];
}

/** The rules that read nothing but what people and pipelines say. */
export function statedRules({ rules }: Scorecard, catalogue: FactCatalogue): readonly Rule[] {
  const language = languageOf(catalogue);
  return rules.filter((rule) => restsOnStatements(rule, language));
}

function restsOnStatements({ attest, expression }: Rule, language: Language): boolean {
  if (attest !== undefined) return true;
  try {
    const { facts } = compileAlone(expression, language);
    return facts.length > 0 && facts.every(({ open }) => open);
  } catch (thrown) {
    // It has been told as an error of its own.
    if (thrown instanceof ExpressionError) return false;
    throw thrown;
  }
}

function error(key: string, message: string, remedy?: string): ScorecardProblem {
  return { severity: 'error', key, message, ...(remedy === undefined ? {} : { remedy }) };
}

function warning(key: string, message: string, remedy?: string): ScorecardProblem {
  return { severity: 'warning', key, message, ...(remedy === undefined ? {} : { remedy }) };
}
