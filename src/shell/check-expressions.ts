import type { ExpressionPlace, ScorecardReading } from '../documents/scorecard-document.ts';
import type { Problem } from '../domain/errors.ts';
import { compileAlone } from '../domain/rules/compile-scorecard.ts';
import { ExpressionError } from '../domain/rules/expression-error.ts';
import { type Language, languageOf } from '../domain/rules/language.ts';
import { factCatalogue } from '../facts/index.ts';

export interface CheckedExpressions {
  /** With file, line and column. */
  readonly problems: readonly Problem[];
  /** Rules that rest on what somebody states (`custom`, `attested`), since no system tells it. */
  readonly stated: number;
}

/** Checks every expression of a scorecard against what can be known, sound rules of a broken file included. */
export function checkExpressions(reading: ScorecardReading): CheckedExpressions {
  const language = languageOf(factCatalogue);
  const { draft } = reading;
  const checked = expressionsOf(draft).map(({ place, source }) => ({
    place,
    ...checkOne(reading, place, source, language),
  }));
  const stated = new Set(checked.flatMap(({ place, rests }) => (rests && place.rule ? [place.rule] : [])));
  return { problems: checked.flatMap(({ problem }) => problem ?? []), stated: stated.size };
}

interface Expression {
  readonly place: ExpressionPlace;
  readonly source: string;
}

function expressionsOf(draft: ScorecardReading['draft']): readonly Expression[] {
  if (draft === undefined) return [];
  const filter = (place: ExpressionPlace, source: string | undefined): Expression[] =>
    source === undefined ? [] : [{ place, source }];
  return [
    ...filter({ key: 'applies_to' }, draft.appliesTo),
    ...draft.rules.flatMap(({ id: rule, expression, appliesTo }) => [
      { place: { rule, key: 'expression' as const }, source: expression },
      ...filter({ rule, key: 'applies_to' }, appliesTo),
    ]),
  ];
}

function checkOne(
  { placeIn }: ScorecardReading,
  place: ExpressionPlace,
  source: string,
  language: Language,
): { readonly problem?: Problem; readonly rests: boolean } {
  try {
    const { facts } = compileAlone(source, language);
    return { rests: place.key === 'expression' && facts.some((fact) => fact.open) };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { message, remedy, start } = error.problem;
    const about = place.rule === undefined ? place.key : `rule "${place.rule}"`;
    return { problem: { ...placeIn(place, start), message: `${about}: ${message}`, remedy }, rests: false };
  }
}
