/**
 * May this release go out, as far as readiness is concerned? Reports are type aliases, since one is kept as JSON and
 * shows the same whenever it is looked at again. Nothing in them is private: what a sensitive rule read is left out.
 */
import type { Tier } from './catalog.ts';
import type { Instant } from './instant.ts';
import type { Bar, Outcome } from './outcome.ts';

export type ReleaseResult = 'go' | 'go with warnings' | 'no-go';

export type ReleaseReport = {
  /** The system, or the services that were named. */
  readonly title: string;
  readonly at: Instant;
  readonly result: ReleaseResult;
  /** What speaks against it first; then by id. */
  readonly services: readonly ReleaseService[];
};

export type ReleaseService = {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  /** Its name. */
  readonly tier: string;
  readonly bar: Bar;
  readonly result: ReleaseResult;
  /** The weightiest first. */
  readonly findings: readonly ReleaseFinding[];
  readonly exceptions: readonly ReleaseException[];
};

/** What a finding does to the result. */
export type Weight = 'blocks' | 'warns' | 'noted';

export type ReleaseFinding = {
  /**
   * - `fails`: a rule of the minimum bar; - `unknown`: nothing can be said of a rule;
   * - `unproven`: the bar rests on what was last known of it; - `bar`: the minimum bar as a whole;
   * - `unjudged`: no rule was looked at so far; - `nothing asked`: no rule of a minimum bar is about the service.
   */
  readonly kind: 'fails' | 'unknown' | 'unproven' | 'bar' | 'unjudged' | 'nothing asked';
  readonly weight: Weight;
  /** `scorecard/rule`; null: it is about no single one. */
  readonly rule: string | null;
  readonly title: string | null;
  /** Part of the minimum bar. */
  readonly required: boolean;
  /** Null: not known. */
  readonly since: Instant | null;
  /** What was measured; null: kept private, or nothing to tell. */
  readonly reason: string | null;
};

export type ReleaseException = {
  readonly titles: readonly string[];
  readonly until: Instant;
  /** Who agreed, by name. */
  readonly by: readonly string[];
};

/** A service of the release, as it is known now. */
export interface Candidate
  extends Pick<ReleaseService, 'key' | 'id' | 'name' | 'tier' | 'bar' | 'exceptions'> {
  /** Its tier's policy. */
  readonly unknown: Tier['unknown'];
  /** Whether any scorecard has looked at it. */
  readonly judged: boolean;
  /** Those that count by now. */
  readonly checks: readonly CandidateCheck[];
}

export interface CandidateCheck extends Pick<ReleaseFinding, 'rule' | 'title' | 'required' | 'reason'> {
  readonly outcome: Outcome;
  readonly standing: Outcome;
  /** Since when the outcome holds. */
  readonly since: Instant;
  /** Since when nothing proves its standing. */
  readonly unprovenSince: Instant | null;
}

/**
 * No-go where a rule of a minimum bar fails, or can't be told and the tier blocks on that. An outage takes nothing
 * away: while the bar is held by what was last known it warns at most. An approved exception is no objection.
 */
export function checkRelease(title: string, candidates: readonly Candidate[], at: Instant): ReleaseReport {
  const services = candidates
    .map(judged)
    .toSorted((a, b) => severity(b.result) - severity(a.result) || a.id.localeCompare(b.id));
  const worst = services[0]?.result ?? 'no-go';
  const isAboutNothing = services.every(({ bar }) => bar === 'none');
  return { title, at, result: isAboutNothing && worst === 'go' ? 'go with warnings' : worst, services };
}

function judged(candidate: Candidate): ReleaseService {
  const { key, id, name, tier, bar, exceptions } = candidate;
  const findings = findingsOf(candidate).toSorted(weightiestFirst);
  return { key, id, name, tier, bar, result: resultOf(findings), findings, exceptions };
}

function findingsOf(candidate: Candidate): readonly ReleaseFinding[] {
  const { bar, unknown, checks } = candidate;
  if (!candidate.judged) return [asAWhole('unjudged', UNKNOWN[unknown])];
  const found = checks.flatMap((check) => findingOf(check, unknown));
  // Rules may have been altered since the bar was computed: what it says stands until it is computed anew.
  if (bar === 'not_met' && !found.some(({ kind }) => kind === 'fails')) found.push(asAWhole('bar', 'blocks'));
  if (bar === 'unknown' && !found.some(({ kind, required }) => kind === 'unknown' && required))
    found.push(asAWhole('bar', UNKNOWN[unknown]));
  if (bar === 'none') found.push(asAWhole('nothing asked', 'noted'));
  return found;
}

const UNKNOWN: Readonly<Record<Tier['unknown'], Weight>> = { block: 'blocks', warn: 'warns', allow: 'noted' };

function findingOf(check: CandidateCheck, policy: Tier['unknown']): ReleaseFinding[] {
  const { outcome, standing, required, rule, title, reason } = check;
  const about = { rule, title, required, reason, since: check.unprovenSince ?? check.since };
  if (required && standing === 'fail') return [{ kind: 'fails', weight: 'blocks', ...about }];
  if (outcome !== 'unknown') return [];
  if (!required) return [{ kind: 'unknown', weight: 'noted', ...about }];
  if (standing === 'unknown') return [{ kind: 'unknown', weight: UNKNOWN[policy], ...about }];
  return [{ kind: 'unproven', weight: policy === 'allow' ? 'noted' : 'warns', ...about }];
}

function asAWhole(kind: ReleaseFinding['kind'], weight: Weight): ReleaseFinding {
  return { kind, weight, rule: null, title: null, required: true, since: null, reason: null };
}

function resultOf(findings: readonly ReleaseFinding[]): ReleaseResult {
  const has = (weight: Weight) => findings.some((finding) => finding.weight === weight);
  if (has('blocks')) return 'no-go';
  return has('warns') ? 'go with warnings' : 'go';
}

const RESULTS: readonly ReleaseResult[] = ['go', 'go with warnings', 'no-go'];
const WEIGHTS: readonly Weight[] = ['blocks', 'warns', 'noted'];

function severity(result: ReleaseResult): number {
  return RESULTS.indexOf(result);
}

function weightiestFirst(a: ReleaseFinding, b: ReleaseFinding): number {
  return (
    WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight) ||
    Number(b.required) - Number(a.required) ||
    (a.rule ?? '').localeCompare(b.rule ?? '')
  );
}
