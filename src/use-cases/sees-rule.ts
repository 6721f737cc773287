import type { Viewer } from '../domain/rights.ts';
import type { Rule, Scorecard } from '../domain/scorecard.ts';
import { isNamed } from './resolve-viewer.ts';

/** A rule on trial is nobody's business but its scorecard's maintainers': it is being tried, and counts for nothing. */
export function seesRule(
  viewer: Viewer,
  { maintainers }: Scorecard,
  { stage }: Pick<Rule, 'stage'>,
): boolean {
  return stage !== 'trial' || viewer.admin || isNamed(viewer, maintainers);
}
