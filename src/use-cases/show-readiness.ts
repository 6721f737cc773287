import type { Link } from '../domain/catalog.ts';
import { combineBars } from '../domain/combine-bars.ts';
import type { Instant } from '../domain/instant.ts';
import type { Bar, Check, Outcome } from '../domain/outcome.ts';
import { may, type Viewer } from '../domain/rights.ts';

import { answeredBy } from './answered-by.ts';
import { mayAttestNow } from './attestable-rules.ts';
import type { Context } from './context.ts';
import type { ExceptionLine } from './exception-views.ts';
import { canBeAskedFor, openExceptions } from './exceptions/open-exceptions.ts';
import type { ServiceRecord, StoredEvaluation } from './ports.ts';
import { reachableService } from './reachable-service.ts';
import { subjectOf } from './resolve-viewer.ts';
import { applies, scorecardLine, scorecardView } from './scorecard-view.ts';
import { HEADING_NAMESPACES, serviceHeading } from './service-heading.ts';
import { mayEdit, owningSubject } from './upkeep/rights.ts';
import { weeklyScores } from './weekly-scores.ts';

/** A level with its place in its scorecard, since icons and order follow the place and not the name. */
export interface LevelView {
  readonly id: string;
  /** 0 = lowest. */
  readonly rank: number;
  /** How many levels the scorecard has. */
  readonly of: number;
}

export interface ServiceHeading {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly type: string;
  readonly lifecycle: string;
  readonly tier: { readonly id: string; readonly name: string; readonly job: string | null };
  readonly system: { readonly id: string; readonly name: string } | null;
  /** `declared`: what the catalog says, where it does not resolve to a team. */
  readonly owner: { readonly id: string; readonly name: string } | { readonly declared: string } | null;
  readonly channel: string | null;
  /** Names of who is on call now, as the fact says; empty = not known. */
  readonly onCall: readonly string[];
  /** Runbook, logs, dashboard first: the daily reason to ask. */
  readonly links: readonly Link[];
  /** Doubts of the catalog about this service, as sentences. */
  readonly flags: readonly string[];
}

/** A check as it is shown. */
export interface CheckView {
  readonly scorecard: string;
  readonly rule: string;
  readonly title: string;
  readonly level: LevelView;
  readonly required: boolean;
  readonly category: string | null;
  readonly weight: number;
  /** Meaning for customers, and what to do. */
  readonly whyItMatters: string;
  readonly fix: string;
  readonly fixUrl: string | null;
  readonly check: Check;
  readonly since: Instant;
  /** Value and reasons are withheld from this viewer. */
  readonly hidden: boolean;
  /** Its value and reasons never leave a private answer, whoever asks. */
  readonly sensitive: boolean;
  /** Who told it, where more than one system could have: "Codecov". */
  readonly source: string | null;
  /** Not counted yet, from when it will be: an announced rule. */
  readonly from: Instant | null;
}

/** Unknown checks that share one reason: one line on the card. */
export interface UnknownGroup {
  readonly titles: readonly string[];
  readonly checks: readonly CheckView[];
}

export interface ScorecardView {
  readonly id: string;
  readonly name: string;
  readonly bar: Bar;
  /** Required rules covered by an exception; those that fail, and those of which nothing is known. */
  readonly barExceptions: number;
  readonly barFailing: number;
  readonly barUnknown: number;
  readonly earned: LevelView | null;
  readonly held: LevelView | null;
  readonly heldByExceptions: number;
  /** The lowest level not held, with the number of its and lower levels' checks that are not ok; null at the top. */
  readonly next: { readonly level: LevelView; readonly missing: number } | null;
  readonly score: number | null;
  readonly counts: Readonly<Record<Outcome, number>>;
  /** Failing checks: required ones of the lowest unmet level first. All of them; views clip. */
  readonly gaps: readonly CheckView[];
  readonly unknowns: readonly UnknownGroup[];
  readonly exempt: readonly CheckView[];
  /** Announced rules and how this service would fare; at the head of the card those of all scorecards. */
  readonly coming: readonly CheckView[];
}

export interface ScorecardLine {
  readonly id: string;
  readonly name: string;
  readonly bar: Bar;
  readonly held: LevelView | null;
  readonly failing: number;
  readonly unknown: number;
}

/** What `/ready SERVICE` shows. */
export interface ReadinessCard {
  readonly service: ServiceHeading;
  /** The earlier id or nickname that was asked for. */
  readonly askedAs: string | null;
  /** Null: no scorecard applies to this service. */
  readonly primary: ScorecardView | null;
  readonly others: readonly ScorecardLine[];
  /** When outcomes were last computed; null = never yet. */
  readonly evaluatedAt: Instant | null;
  /** There are scorecards, and the service was judged by none so far: it has just come, or everything has. */
  readonly unjudged: boolean;
  /** Asked for or granted now, newest first. */
  readonly exceptions: readonly ExceptionLine[];
  /** Its score on the primary scorecard a week apart, oldest first, now last; null = not kept, empty = too few. */
  readonly weeklyScores: readonly (number | null)[];
  /**
   * `attest`: something that they may state is open, or about to end. `requestException`: something is open that
   * allows one.
   */
  readonly may: {
    readonly checkAgain: boolean;
    readonly share: boolean;
    readonly attest: boolean;
    readonly requestException: boolean;
    /** `claim`: nobody answers for it, and they may ask whose it is. */
    readonly edit: boolean;
    readonly verify: boolean;
    readonly claim: boolean;
  };
}

/** The card of one service. `id` may be a former one. Throws a `UserError` where it is not there for this viewer. */
export async function showReadiness(context: Context, viewer: Viewer, id: string): Promise<ReadinessCard> {
  const record = await reachableService(context, viewer, id, 'see-service');
  return readinessCard(context, viewer, record, id);
}

/** The card of a service already found and permitted. */
export async function readinessCard(
  context: Context,
  viewer: Viewer,
  record: ServiceRecord,
  askedAs: string,
): Promise<ReadinessCard> {
  const { store, policy } = context;
  const [evaluations, documents, teams, systems, inForce] = await Promise.all([
    store.evaluations.of([record.key]),
    store.facts.of([record.key], HEADING_NAMESPACES),
    store.catalog.teams(),
    store.catalog.systems(),
    context.scorecards(),
  ]);
  const stored = evaluations.get(record.key) ?? [];
  const subject = subjectOf(record, viewer, policy);
  const seesSensitive = may(viewer, 'see-sensitive', subject);
  const applying = inForce.all.flatMap(({ compiled: { scorecard } }) => {
    const evaluation = stored.find((one) => one.scorecard === scorecard.id);
    return evaluation === undefined || !applies(evaluation) ? [] : [{ scorecard, evaluation }];
  });
  const others = applying.slice(1);
  const now = context.clock.now();
  const seeing = { seesSensitive, now, answeredBy: answeredBy(context) };
  const views = applying.map(({ scorecard, evaluation }) => scorecardView(scorecard, evaluation, seeing));
  const [first] = views;
  const score = first?.score ?? null;
  const headed = inForce.all.find(({ compiled }) => compiled.scorecard.id === first?.id);
  const [exceptions, scores] = await Promise.all([
    openExceptions(context, record, inForce),
    headed === undefined
      ? []
      : weeklyScores(context, { keys: [record.key], scorecard: headed, score, at: now }),
  ]);
  return {
    service: serviceHeading(record, documents.get(record.key) ?? [], { teams, systems }, policy),
    askedAs: askedAs.toLowerCase() === record.service.id.toLowerCase() ? null : askedAs,
    primary: first === undefined ? null : { ...first, ...spanning(views) },
    others: others.map(({ scorecard, evaluation }) => scorecardLine(scorecard, evaluation.verdict)),
    evaluatedAt: lastEvaluation(stored),
    unjudged: stored.length === 0 && inForce.all.length > 0,
    exceptions,
    weeklyScores: scores,
    may: {
      checkAgain: may(viewer, 'check-again', subject),
      share: may(viewer, 'share', subject),
      attest: await mayAttestNow(context, viewer, record, { inForce, stored }),
      requestException: may(viewer, 'request-exception', subject) && canBeAskedFor(stored, inForce),
      edit: mayEdit(viewer, record, policy),
      verify: may(viewer, 'verify-service', owningSubject(record, viewer, policy)),
      claim: record.service.owner === undefined && may(viewer, 'claim-service', subject),
    },
  };
}

type Spanning = Pick<ScorecardView, 'bar' | 'barExceptions' | 'barFailing' | 'barUnknown' | 'coming'>;

/** What the head of the card tells of all scorecards together: one minimum bar, and all that is coming. */
function spanning(views: readonly ScorecardView[]): Spanning {
  const sum = (of: 'barExceptions' | 'barFailing' | 'barUnknown') =>
    views.reduce((total, view) => total + view[of], 0);
  return {
    bar: combineBars(views.map(({ bar }) => bar)),
    barExceptions: sum('barExceptions'),
    barFailing: sum('barFailing'),
    barUnknown: sum('barUnknown'),
    coming: views.flatMap(({ coming }) => coming),
  };
}

function lastEvaluation(stored: readonly StoredEvaluation[]): Instant | null {
  return stored.length === 0 ? null : Math.max(...stored.map((one) => one.evaluatedAt));
}
