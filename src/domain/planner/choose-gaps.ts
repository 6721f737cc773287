/** Which of a service's failing checks its people are told of: only what is stable, and what somebody can act upon. */
import { DAY, type Duration, type Instant } from '../instant.ts';
import type { Check } from '../outcome.ts';
import type { Rule, Scorecard } from '../scorecard.ts';
import type { Gap, GapKind } from './gap.ts';

export interface DatedCheck extends Check {
  readonly since: Instant;
}

/** What an initiative wants of this service. */
export interface Wanted {
  readonly initiative: string;
  readonly scorecard: string;
  /** Ids of the rules that it asks for. */
  readonly rules: readonly string[];
  readonly due: Instant;
}

export interface JudgedService {
  /** The service's key. */
  readonly key: string;
  /** Somebody answers for it: without an owner there is nobody to tell, which admins are told. */
  readonly owned: boolean;
  readonly judged: readonly { readonly scorecard: Scorecard; readonly checks: readonly DatedCheck[] }[];
  readonly wanted: readonly Wanted[];
  /** Whether the last thing known of it before it failed is that it passed; by `scorecard/rule`. */
  readonly passedBefore: (id: string) => boolean;
  /**
   * How long such an outcome has to hold, whether its collectors have answered since it does and answer still, and
   * which of them have not for so long that they are to be asked before anybody is told.
   */
  readonly proof: (
    check: DatedCheck,
    rule: Rule,
  ) => { readonly stableFor: Duration; readonly seenAgain: boolean; readonly askFirst: readonly string[] };
}

export interface ChosenGaps {
  readonly gaps: readonly Gap[];
  /** When one that is too new now will be old enough; null = there is none that time alone ripens. */
  readonly ripeAt: Instant | null;
  /** Some wait for their collector to answer once more. */
  readonly unseen: boolean;
  /** Collectors to be asked once more before these are told. */
  readonly askFirst: readonly string[];
}

/** Unknown, exempt and what is not counted (yet) is never a gap. Lower levels mute higher ones. */
export function chooseGaps(service: JudgedService, now: Instant): ChosenGaps {
  if (!service.owned) return { gaps: [], ripeAt: null, unseen: false, askFirst: [] };
  const candidates = service.judged.flatMap(({ scorecard, checks }) => {
    const byRule = new Map(checks.map((check) => [check.rule, check]));
    return scorecard.rules.flatMap((rule) => {
      const check = byRule.get(rule.id);
      return check === undefined ? [] : candidate(service, { scorecard, rule, check }, now);
    });
  });
  const told = candidates.filter(({ ripeAt, seenAgain }) => ripeAt <= now && seenAgain);
  const later = candidates.filter(({ ripeAt }) => ripeAt > now).map(({ ripeAt }) => ripeAt);
  const loud = told.filter((one) => !told.some((other) => mutes(other, one)));
  return {
    gaps: loud.map(({ gap }) => gap),
    ripeAt: later.length === 0 ? null : Math.min(...later),
    unseen: candidates.some(({ ripeAt, seenAgain }) => ripeAt <= now && !seenAgain),
    askFirst: [...new Set(loud.flatMap(({ askFirst }) => askFirst))],
  };
}

interface Candidate {
  readonly gap: Gap;
  readonly scorecard: string;
  readonly rank: number;
  readonly ripeAt: Instant;
  readonly seenAgain: boolean;
  readonly askFirst: readonly string[];
}

function candidate(
  { key, wanted, passedBefore, proof }: JudgedService,
  { scorecard, rule, check }: { scorecard: Scorecard; rule: Rule; check: DatedCheck },
  now: Instant,
): readonly Candidate[] {
  if (check.outcome !== 'fail' || !rule.nudge || rule.stage === 'trial') return [];
  const id = `${scorecard.id}/${rule.id}`;
  const asked = wanted
    // Its day is not over for everybody when its hour is; `decideNudge` knows their date.
    .filter((one) => one.due + DAY > now && one.scorecard === scorecard.id && one.rules.includes(rule.id))
    .toSorted((a, b) => Number(a.due <= now) - Number(b.due <= now) || a.due - b.due)[0];
  const kind = counts(rule, now) ? kindOf(rule, asked, () => passedBefore(id)) : kindAhead(asked);
  if (kind === null) return [];
  // A rule that was announced is failed by nobody before its day.
  const from = kind === 'initiative' ? 0 : rule.stage === 'announced' ? (rule.effectiveFrom ?? 0) : 0;
  const since = Math.max(check.since, from);
  const { stableFor, ...proven } = proof(check, rule);
  const gap = {
    service: key,
    id,
    kind,
    since,
    due: asked?.due ?? null,
    initiative: asked?.initiative ?? null,
  };
  const rank = scorecard.levels.indexOf(rule.level);
  return [{ gap, scorecard: scorecard.id, rank, ripeAt: check.since + stableFor, ...proven }];
}

function counts({ stage, effectiveFrom }: Rule, now: Instant): boolean {
  return (
    stage === 'enforced' || (stage === 'announced' && effectiveFrom !== undefined && effectiveFrom <= now)
  );
}

function kindOf(rule: Rule, asked: Wanted | undefined, passedBefore: () => boolean): GapKind | null {
  if (rule.required) return 'bar';
  if (asked !== undefined) return 'initiative';
  return passedBefore() ? 'regression' : null;
}

/** Announced rules count for nothing yet; an initiative may ask for them all the same. */
function kindAhead(asked: Wanted | undefined): GapKind | null {
  return asked === undefined ? null : 'initiative';
}

/** What has a date, and the minimum bar beside lesser things, is told whatever else is open. */
function mutes(lower: Candidate, higher: Candidate): boolean {
  if (higher.gap.due !== null || lower.scorecard !== higher.scorecard || lower.rank >= higher.rank)
    return false;
  return higher.gap.kind !== 'bar' || lower.gap.kind === 'bar';
}
