import { isScalar } from 'yaml';
import type { Problem } from '../domain/errors.ts';
import { didYouMean } from '../domain/nearest-word.ts';
import type { Rule, Scorecard } from '../domain/scorecard.ts';
import { checkShape, valueAt } from './check-shape.ts';
import { quoted } from './quoted.ts';
import { offsetInSource } from './scalar-offsets.ts';
import { type HeadShape, headShape, type RuleShape, ruleShape } from './scorecard-shape.ts';
import { inOrder, type Path, type Place, problemOf, readYaml, type YamlDocument } from './yaml-document.ts';

/** An expression of a scorecard: the filter of the whole, or one key of a rule. */
export interface ExpressionPlace {
  /** Id of the rule; absent = the scorecard's own `applies_to`. */
  readonly rule?: string;
  readonly key: 'expression' | 'applies_to';
}

export interface ScorecardReading {
  readonly file: string;
  /** Undefined when the file has problems, or holds nothing. */
  readonly scorecard?: Scorecard;
  /** What could be read in spite of problems: the sound rules, so that their expressions are checked as well. */
  readonly draft?: Scorecard;
  readonly problems: readonly Problem[];
  /** Where an offset of an expression's text stands in the file. */
  readonly placeIn: (expression: ExpressionPlace, offset: number) => Place;
}

/**
 * Reads a scorecard: FORMATS' keys with their defaults. Every mistake is told at once; the expressions
 * themselves are checked by the domain, whose offsets `placeIn` turns into lines and columns.
 */
export function readScorecard(file: string, text: string): ScorecardReading {
  const yaml = readYaml(file, text);
  const [document, second] = yaml.documents;
  if (document === undefined) {
    return { file, problems: yaml.problems, placeIn: () => ({ file, line: 1, column: 1 }) };
  }
  const extra = second === undefined ? [] : [secondDocument(second)];
  const { draft, sources, problems } = readDocument(document);
  const all = inOrder([...yaml.problems, ...extra, ...problems]);
  return {
    file,
    ...(all.length === 0 ? { scorecard: draft } : {}),
    ...(draft === undefined ? {} : { draft }),
    problems: all,
    placeIn: (expression, offset) => placeIn(document, sources, expression, offset),
  };
}

interface Draft {
  readonly draft?: Scorecard;
  /** By rule id: where it stands in the list. */
  readonly sources: ReadonlyMap<string, number>;
  readonly problems: readonly Problem[];
}

function readDocument(document: YamlDocument): Draft {
  const head = checkShape(document, [], headShape);
  const sources = new Map<string, number>();
  const rules: Rule[] = [];
  const problems = head.ok ? [] : [...head.problems];
  const listed = valueAt(document.value, ['rules']);
  for (const index of Array.isArray(listed) ? listed.keys() : []) {
    const rule = readRule(document, index, sources);
    problems.push(...rule.problems);
    if (rule.rule !== undefined) rules.push(rule.rule);
  }
  problems.push(...repeatedLevels(document));
  const sound = head.ok ? head.value : head.spoilt;
  return { sources, problems, ...(sound === undefined ? {} : { draft: scorecardOf(sound, rules) }) };
}

function readRule(
  document: YamlDocument,
  index: number,
  sources: Map<string, number>,
): { readonly rule?: Rule; readonly problems: readonly Problem[] } {
  const path = ['rules', index];
  const shape = checkShape(document, path, ruleShape);
  const problems = [...(shape.ok ? [] : shape.problems), ...ruleProblems(document, path)];
  const id = valueAt(document.value, [...path, 'id']);
  if (typeof id === 'string') {
    const first = sources.get(id);
    if (first === undefined) sources.set(id, index);
    else problems.push(repeatedRule(document, path, id, first));
  }
  return shape.ok && problems.length === 0 ? { rule: ruleOf(shape.value), problems } : { problems };
}

/** What one key says about another; read from the plain value, so that it is told beside any other mistake. */
function ruleProblems(document: YamlDocument, path: Path): Problem[] {
  const value = (key: string) => valueAt(document.value, [...path, key]);
  const problems: Problem[] = [];
  const tell = (key: string, message: string, remedy?: string) =>
    problems.push(problemOf(document.placeOf([...path, key]), { message, remedy }));
  const level = value('level');
  const levels = valueAt(document.value, ['levels']);
  if (typeof level === 'string' && Array.isArray(levels) && !levels.includes(level)) {
    const words = levels.filter((word) => typeof word === 'string');
    tell(
      'level',
      `"level" cannot be ${quoted(level)}${didYouMean(level, words)}`,
      `It is one of: ${words.join(', ')}`,
    );
  }
  const said = ['expression', 'attest'].filter((key) => value(key) !== undefined);
  if (said.length === 0 && isMapping(document, path))
    tell('expression', 'a rule needs "expression", or "attest" where only a person can tell');
  if (said.length === 2) tell('attest', '"attest" cannot stand beside "expression"', 'Keep one of them');
  const stage = value('stage');
  if (stage === 'announced' && value('effective_from') === undefined)
    tell('stage', 'an announced rule needs "effective_from", the day from which it counts');
  if (stage !== 'announced' && value('effective_from') !== undefined)
    tell(
      'effective_from',
      '"effective_from" belongs to a rule whose stage is "announced"',
      'Write stage: announced',
    );
  return problems;
}

function isMapping(document: YamlDocument, path: Path): boolean {
  const value = valueAt(document.value, path);
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function repeatedRule(document: YamlDocument, path: Path, id: string, first: number): Problem {
  const { line } = document.placeOf(['rules', first, 'id']);
  return problemOf(document.placeOf([...path, 'id']), {
    message: `the rule ${quoted(id)} is also on line ${line}`,
  });
}

function repeatedLevels(document: YamlDocument): Problem[] {
  const levels = valueAt(document.value, ['levels']);
  if (!Array.isArray(levels)) return [];
  return levels.flatMap((level, index) =>
    levels.indexOf(level) === index
      ? []
      : [
          problemOf(document.placeOf(['levels', index]), {
            message: `the level ${quoted(String(level))} is here twice`,
          }),
        ],
  );
}

function secondDocument(document: YamlDocument): Problem {
  const message = 'a file holds one scorecard, and "---" begins a second';
  return problemOf(document.placeOf([]), { message, remedy: 'Put it into a file of its own' });
}

function scorecardOf(head: HeadShape, rules: readonly Rule[]): Scorecard {
  const { id, name, description, maintainers, applies_to: appliesTo, levels } = head;
  return { id, name, description, maintainers, appliesTo, levels, rules };
}

function ruleOf(shape: RuleShape): Rule {
  const {
    applies_to,
    review_by,
    fix_url,
    effective_from,
    max_age,
    stable_for,
    on_missing,
    attest,
    expression,
    ...same
  } = shape;
  return {
    ...same,
    expression: expression ?? attested(shape.id),
    ...(attest === undefined
      ? {}
      : { attest: { validFor: attest.valid_for, evidence: attest.evidence, by: attest.by } }),
    appliesTo: applies_to,
    reviewBy: review_by,
    fixUrl: fix_url,
    effectiveFrom: effective_from,
    maxAge: max_age,
    stableFor: stable_for,
    onMissing: on_missing,
  };
}

/** True while somebody's statement holds; without one the fact is missing, which says what to do. */
function attested(rule: string): string {
  return `timestamp(attested[${JSON.stringify(rule)}].expires_at) > now`;
}

function placeIn(
  document: YamlDocument,
  sources: ReadonlyMap<string, number>,
  { rule, key }: ExpressionPlace,
  offset: number,
): Place {
  const path = rule === undefined ? [key] : ['rules', sources.get(rule) ?? -1, key];
  const { node } = document.find(path);
  if (!isScalar(node) || typeof node.value !== 'string') return document.placeOf(path);
  const indented = node.value.length - node.value.trimStart().length;
  return document.placeAt(offsetInSource(node, document.text, offset + indented));
}
