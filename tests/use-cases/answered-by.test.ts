import { expect, test } from 'vitest';
import type { Check } from '../../src/domain/outcome.ts';
import { answeredBy } from '../../src/use-cases/answered-by.ts';
import type { Context } from '../../src/use-cases/context.ts';

const NAMES: Readonly<Record<string, string>> = {
  codecov: 'Codecov',
  sonarqube: 'SonarQube',
  github: 'GitHub',
};

function named(collector: string, fills: readonly string[], configured: true | { lacks: string } = true) {
  return { collector, fills, configured, interval: 1, maxAge: 1 };
}

function who(check: Pick<Check, 'evidence'>, ...sources: ReturnType<typeof named>[]): string | null {
  const collectors = sources.map((source) => ({
    source,
    vendor: NAMES[source.collector] ?? source.collector,
  }));
  // Nothing else of it is read.
  const context = { sources, collecting: { collectors } } as unknown as Context;
  return answeredBy(context)({ rule: 'r', outcome: 'fail', standing: 'fail', ...check });
}

const COVERAGE = { evidence: [{ path: 'coverage.percent', value: 61, collector: 'codecov' }] };

test('whoever alone could tell goes without saying', () => {
  expect(who(COVERAGE, named('codecov', ['coverage']), named('github', ['vcs']))).toBeNull();
});

test('where two could tell, the one that did is named', () => {
  expect(who(COVERAGE, named('codecov', ['coverage.percent']), named('sonarqube', ['coverage']))).toBe(
    'Codecov',
  );
});

test('a collector that is not set up could not tell', () => {
  const idle = named('sonarqube', ['coverage'], { lacks: 'SONARQUBE_TOKEN is not set' });
  expect(who(COVERAGE, named('codecov', ['coverage']), idle)).toBeNull();
});

test('what nobody told names nobody', () => {
  expect(
    who(
      { evidence: [{ path: 'coverage.percent' }] },
      named('codecov', ['coverage']),
      named('sonarqube', ['coverage']),
    ),
  ).toBeNull();
});
