import { createHash } from 'node:crypto';
import type { FactCatalogue } from '../domain/fact.ts';
import type { JsonObject } from '../domain/json.ts';
import { type CompiledScorecard, compileScorecard } from '../domain/rules/compile-scorecard.ts';
import type { Scorecard } from '../domain/scorecard.ts';
import type { AuditAct } from './audit-ports.ts';
import type { ScorecardsInForce, VersionedScorecard } from './context.ts';
import type { Clock, StorePort } from './ports.ts';
import type { ScorecardsPort } from './scorecard-ports.ts';

/** Makes these the scorecards in force. They must have passed `checkScorecard`. Tells whether anything changed. */
export async function loadScorecards(
  store: Pick<StorePort, 'scorecards' | 'transaction'>,
  scorecards: readonly Scorecard[],
  clock: Clock,
): Promise<{ readonly changed: boolean }> {
  const current = await store.scorecards.current();
  const next = scorecards.map((scorecard) => {
    const version = versionOf(scorecard);
    const before = current.find((one) => one.scorecard.id === scorecard.id && one.version === version);
    return before ?? { scorecard, version, loadedAt: clock.now() };
  });
  const changed = next.length !== current.length || next.some((one, place) => one !== current[place]);
  if (!changed) return { changed };
  const news = next.filter((one) => !current.includes(one));
  const gone = current.filter(({ scorecard }) => !next.some((one) => one.scorecard.id === scorecard.id));
  await store.transaction(async (ports) => {
    await ports.scorecards.replace(next);
    await ports.audit.append([
      ...news.map(({ scorecard, version }) => loadedAct(scorecard.id, clock, { version })),
      ...gone.map(({ scorecard }) => loadedAct(scorecard.id, clock, { gone: true })),
    ]);
  });
  return { changed };
}

/** Files speak for whoever edited them: their history is the organisation's own. */
function loadedAct(scorecard: string, clock: Clock, details: JsonObject): AuditAct {
  const nobody = { actor: null, actorName: null, from: 'bot', serviceKey: null };
  return { ...nobody, at: clock.now(), act: 'scorecard.load', subject: scorecard, details };
}

/** The same scorecard in another layout is the same version. */
function versionOf(scorecard: Scorecard): string {
  return createHash('sha256').update(JSON.stringify(scorecard)).digest('base64url').slice(0, 12);
}

/**
 * Reads the scorecards in force, each compiled once for its version. The primary one is the policy's, or the
 * first; it comes first.
 */
export function scorecardReader(
  store: ScorecardsPort,
  catalogue: FactCatalogue,
  primary: string | undefined,
): () => Promise<ScorecardsInForce> {
  const compiled = new Map<string, CompiledScorecard>();
  const compile = (scorecard: Scorecard, version: string): VersionedScorecard => {
    const key = `${scorecard.id}@${version}`;
    const kept = compiled.get(key) ?? compileScorecard(scorecard, catalogue);
    compiled.set(key, kept);
    return { compiled: kept, version };
  };
  return async () => {
    const all = (await store.current()).map(({ scorecard, version }) => compile(scorecard, version));
    const first = all.find((one) => one.compiled.scorecard.id === primary) ?? all[0] ?? null;
    return { primary: first, all: first === null ? [] : [first, ...all.filter((one) => one !== first)] };
  };
}
