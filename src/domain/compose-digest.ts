import type { Digest, DigestLevel, DigestSources, Move, Standing } from './digest.ts';
import type { Instant } from './instant.ts';

interface Pair {
  readonly now: Standing;
  readonly before: Standing;
}

/** Why a service moved is not known here: `because` is empty. */
export function composeDigest(sources: DigestSources): Digest {
  const { now, before, levels } = sources;
  const pairs = now.flatMap((one) => {
    const past = before.get(one.key);
    return past === undefined ? [] : [{ now: one, before: past }];
  });
  const isFirst = before.size === 0;
  const moves = pairs.map((pair) => moveOf(pair, levels));
  const improved = moves.filter((move) => direction(move) > 0).toSorted((a, b) => compare(b, a));
  const dropped = moves.filter((move) => direction(move) < 0).toSorted(compare);
  const told = {
    name: sources.name,
    team: sources.team,
    services: sources.services,
    judged: now.length,
    since: isFirst ? null : sources.since,
    rulesChanged: pairs.some((pair) => hasOtherRules(pair)),
    levels: levelCounts(sources, pairs),
    score: { now: average(now.map(({ primary }) => primary?.score ?? null)), moved: scoreMoved(pairs) },
    bar: barOf(now, pairs),
    improved,
    dropped,
    added: isFirst ? [] : now.filter(({ key }) => !before.has(key)).map(({ id }) => id),
    relabelled: sources.relabelled ?? [],
    failing: sources.failing,
    granted: sources.granted,
    ending: sources.ending,
    initiatives: sources.initiatives,
    unknown: { ...sources.unknown, fresh: pairs.filter(isFreshlyUnknown).length },
  };
  return { ...told, quiet: !isFirst && isQuiet(told, sources.ends) };
}

/** The average score alone moves almost every week: that is no news. */
function isQuiet(told: Omit<Digest, 'quiet'>, ends: Instant): boolean {
  const { improved, dropped, added, relabelled, granted, ending, unknown, levels, bar } = told;
  const happened = [improved, dropped, added, relabelled, granted, ending].some(({ length }) => length > 0);
  const moved = bar.moved !== 0 || levels.some((level) => level.moved !== 0);
  const pressing = told.initiatives.some(
    ({ fresh, open, unknown: dark, deadline }) => fresh > 0 || (open + dark > 0 && deadline <= ends),
  );
  return !happened && !moved && !pressing && unknown.fresh === 0;
}

function levelCounts({ levels, now }: DigestSources, pairs: readonly Pair[]): Digest['levels'] {
  const rated = pairs.filter(isRated);
  const held = ({ primary }: Standing) => (primary === null ? undefined : primary.held);
  return [...levels.toReversed(), null].map((id) => ({
    level: levelOf(id, levels),
    services: now.filter((one) => held(one) === id).length,
    // Of services that were there before: a new one is no movement.
    moved: rated.reduce(
      (sum, pair) => sum + Number(held(pair.now) === id) - Number(held(pair.before) === id),
      0,
    ),
  }));
}

function barOf(now: readonly Standing[], pairs: readonly Pair[]): Digest['bar'] {
  const asked = now.filter(({ bar }) => bar !== 'none');
  return {
    met: asked.filter(isMet).length,
    of: asked.length,
    unknown: asked.filter(({ bar }) => bar === 'unknown').length,
    moved: pairs.reduce((sum, pair) => sum + Number(isMet(pair.now)) - Number(isMet(pair.before)), 0),
  };
}

function isMet({ bar }: Standing): boolean {
  return bar === 'met' || bar === 'met_by_exception';
}

function isFreshlyUnknown(pair: Pair): boolean {
  return pair.now.bar === 'unknown' && pair.before.bar !== 'unknown';
}

/** Where the primary scorecard began or ceased to say anything, no level was won or lost. */
function isRated({ now, before }: Pair): boolean {
  return now.primary !== null && before.primary !== null;
}

function hasOtherRules({ now, before }: Pair): boolean {
  return now.primary !== null && before.primary !== null && now.primary.version !== before.primary.version;
}

/** Points of one service; null where the rules that count are others than then. */
function scoreDelta({ now, before }: Pair): number | null {
  if (now.primary === null || before.primary === null || hasOtherRules({ now, before })) return null;
  const [after, earlier] = [now.primary.score, before.primary.score];
  return after === null || earlier === null ? null : after - earlier;
}

function scoreMoved(pairs: readonly Pair[]): number | null {
  const deltas = pairs.map(scoreDelta).filter((delta) => delta !== null);
  if (deltas.length === 0) return null;
  return Math.round(deltas.reduce((sum, delta) => sum + delta, 0) / deltas.length);
}

function average(scores: readonly (number | null)[]): number | null {
  const known = scores.filter((score) => score !== null);
  return known.length === 0 ? null : Math.floor(known.reduce((sum, score) => sum + score, 0) / known.length);
}

function moveOf(pair: Pair, levels: readonly string[]): Move {
  const { now, before } = pair;
  const level = ({ primary }: Standing) => levelOf(primary?.held ?? null, levels);
  const to = level(now);
  return {
    service: now.id,
    from: isRated(pair) ? level(before) : to,
    to,
    bar: barMove(pair),
    score: scoreDelta(pair),
    because: [],
  };
}

function barMove({ now, before }: Pair): Move['bar'] {
  if (isMet(before) && now.bar === 'not_met') return 'lost';
  return isMet(now) && before.bar === 'not_met' ? 'met' : null;
}

/** Fewer points are the usual coming and going of a week. */
const WORTH_TELLING = 10;

function levelDelta({ from, to }: Move): number {
  return (to?.rank ?? -1) - (from?.rank ?? -1);
}

function barDelta({ bar }: Move): number {
  return bar === null ? 0 : bar === 'met' ? 1 : -1;
}

function scoreWeight({ score }: Move): number {
  return score === null || Math.abs(score) < WORTH_TELLING ? 0 : score;
}

/** Level before bar before score: the first of them that moved says whether it went up or down. */
function direction(move: Move): number {
  return Math.sign(levelDelta(move) || barDelta(move) || scoreWeight(move));
}

/** The deepest fall first. */
function compare(a: Move, b: Move): number {
  return (
    levelDelta(a) - levelDelta(b) ||
    barDelta(a) - barDelta(b) ||
    (a.score ?? 0) - (b.score ?? 0) ||
    a.service.localeCompare(b.service)
  );
}

function levelOf(id: string | null, levels: readonly string[]): DigestLevel {
  const rank = id === null ? -1 : levels.indexOf(id);
  return id === null || rank === -1 ? null : { id, rank, of: levels.length };
}
