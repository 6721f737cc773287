import type { Link } from '../../domain/catalog.ts';
import type { Instant } from '../../domain/instant.ts';
import type { links as linksNamespace } from '../../facts/links.ts';
import type { FactsOf } from '../../facts/namespace.ts';
import type { Reading } from '../calling/shared-reading.ts';
import type { Answer, Failure } from '../collector.ts';
import type { Unknown, Verdict } from './verdict.ts';

export interface CheckedLink extends Reading<Verdict> {
  readonly link: Link;
}

/**
 * What the checks say of a service. A link of which nothing could be learned makes unknown what counts it; when
 * nothing could be learned of any, since hosts or our own network are in trouble, the whole check failed.
 * @param notChecked links beside these
 */
export function linkFacts(checked: readonly CheckedLink[], notChecked: number): Answer | Failure {
  const unknown = checked.flatMap(({ link, value }) => (value.kind === 'unknown' ? [{ link, value }] : []));
  const [first] = unknown;
  if (
    first !== undefined &&
    unknown.length === checked.length &&
    unknown.every(({ value }) => mayPass(value))
  )
    return { failed: `no link could be checked: ${first.value.reason}` };
  const firsts = firstsOfType(checked);
  const tooMany = notChecked === 0 ? undefined : `${notChecked} links more than are checked`;
  const doubt = first === undefined ? tooMany : reasonOf(first);
  return {
    value: {
      checked: checked.filter(({ value }) => value.kind !== 'unknown').length,
      broken: checked.filter(({ value }) => value.kind === 'broken').length,
      answers: Object.fromEntries(
        firsts.flatMap(({ link, value }) =>
          value.kind === 'unknown' ? [] : [[link.type, value.kind === 'answers']],
        ),
      ),
      all: checked.map(entryOf),
    } satisfies FactsOf<typeof linksNamespace>,
    collectedAt: Math.min(...checked.map(({ readAt }) => readAt)),
    unreadable: [
      ...(doubt === undefined ? [] : ['broken', 'all'].map((path) => ({ path, reason: doubt }))),
      ...firsts.flatMap(({ link, value }) =>
        value.kind === 'unknown' ? [{ path: `answers.${link.type}`, reason: reasonOf({ link, value }) }] : [],
      ),
    ],
  };
}

function mayPass({ passing, notBefore }: Unknown): boolean {
  return passing === true || notBefore !== undefined;
}

function firstsOfType(checked: readonly CheckedLink[]): readonly CheckedLink[] {
  return [...Map.groupBy(checked, ({ link }) => link.type).values()].flatMap(([one]) => one ?? []);
}

function entryOf({ link: { type, url }, value, readAt }: CheckedLink) {
  return {
    type,
    url,
    answers: value.kind === 'unknown' ? undefined : value.kind === 'answers',
    problem: value.kind === 'broken' ? value.problem : undefined,
    checked_at: isoOf(readAt),
  };
}

function isoOf(instant: Instant): string {
  return new Date(instant).toISOString();
}

function reasonOf({ link, value }: { readonly link: Link; readonly value: Unknown }): string {
  return `the ${link.type} link: ${value.reason}`;
}
