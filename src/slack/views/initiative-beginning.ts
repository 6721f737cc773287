/** What a new initiative begins with: rides in the value of the button that opens its window. */
export interface InitiativeBeginning {
  readonly scorecard: string;
  readonly rules: readonly string[];
  /** As `/ready list` understands it; empty = all services. */
  readonly filter: string;
}

const ABOUT = 'about';

/** `about SCORECARD RULE,RULE FILTER`. */
export function beginningValue({ scorecard, rules, filter }: InitiativeBeginning): string {
  return [ABOUT, scorecard, rules.join(','), filter].join(' ').trimEnd();
}

/** Undefined for anything that {@link beginningValue} did not write. */
export function readBeginning(value: string): InitiativeBeginning | undefined {
  const [about, scorecard, rules, ...filter] = value.split(' ');
  if (about !== ABOUT || !scorecard || !rules) return undefined;
  return { scorecard, rules: rules.split(','), filter: filter.join(' ') };
}
