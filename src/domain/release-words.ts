import type { ReleaseFinding, ReleaseReport, ReleaseResult } from './release-check.ts';

/** What a finding says, without its rule's title and without times. Foreign words may be in it. */
export function findingWords({ kind, weight, reason }: ReleaseFinding): string {
  const because = reason === null ? '' : `: ${reason}`;
  switch (kind) {
    case 'fails':
      return reason ?? 'not yet';
    case 'unknown':
      return `not known${because}`;
    case 'unproven':
      return `counts as last known, nothing proves it${because}`;
    case 'bar':
      return weight === 'blocks' ? 'minimum bar not met or not known' : "can't tell the minimum bar";
    case 'unjudged':
      return 'not looked at so far';
    case 'nothing asked':
      return 'no rule of a minimum bar is about it';
  }
}

const RESULTS: Readonly<Record<ReleaseResult, string>> = {
  go: 'Go',
  'go with warnings': 'Go with warnings',
  'no-go': 'No-go',
};

export function resultWords(result: ReleaseResult): string {
  return RESULTS[result];
}

/** "2 of 3 services meet their minimum bar, 1 by exception; 1 is below it." */
export function barCounts({ services }: Pick<ReleaseReport, 'services'>): string {
  const having = (...bars: readonly string[]) => services.filter(({ bar }) => bars.includes(bar)).length;
  const [met, byException] = [having('met', 'met_by_exception'), having('met_by_exception')];
  const asked = services.length - having('none');
  const parts = [
    asked === 0
      ? ''
      : `${met} of ${asked} ${asked === 1 ? 'service meets its' : 'services meet their'} minimum bar${byException > 0 ? `, ${byException} by exception` : ''}`,
    counted(having('not_met'), 'is below it', 'are below it'),
    counted(having('unknown'), "can't be told", "can't be told"),
    counted(having('none'), 'has no minimum bar', 'have no minimum bar'),
  ];
  return `${parts.filter((part) => part !== '').join('; ')}.`;
}

function counted(amount: number, one: string, many: string): string {
  return amount === 0 ? '' : `${amount} ${amount === 1 ? one : many}`;
}

/** Not known and not part of the minimum bar: many, and without effect, so that views tell them together. */
export function isAboveBar({ kind, required }: ReleaseFinding): boolean {
  return kind === 'unknown' && !required;
}
