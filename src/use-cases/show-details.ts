import type { FactDocument } from '../domain/fact.ts';
import type { Instant } from '../domain/instant.ts';
import type { Json } from '../domain/json.ts';
import { may, type Viewer } from '../domain/rights.ts';
import type { Scorecard } from '../domain/scorecard.ts';
import { answeredBy } from './answered-by.ts';
import { attestationLines, mayAttestAny } from './attestable-rules.ts';
import type { AttestationLine } from './attestation-views.ts';
import type { Context } from './context.ts';
import { factsView } from './facts-view.ts';
import { attestationsOfRecord, isAttested } from './keep-attestation.ts';
import type { StoredEvaluation, Transition } from './ports.ts';
import { reachableService } from './reachable-service.ts';
import { subjectOf } from './resolve-viewer.ts';
import { applies, checkViews, comesLater, levelView, type Seeing, scorecardLine } from './scorecard-view.ts';
import { seesRule } from './sees-rule.ts';
import { sensitiveFacts } from './sensitive-facts.ts';
import { serviceHeading } from './service-heading.ts';
import { type DependenciesView, dependenciesOf } from './show-dependencies.ts';
import type { CheckView, LevelView, ScorecardLine, ServiceHeading } from './show-readiness.ts';

/** A fact document as it is shown: what a collector last said about a namespace. */
export interface FactsView {
  readonly namespace: string;
  /** "on-call", "version control". */
  readonly words: string;
  readonly collector: string;
  readonly collectedAt: Instant | null;
  readonly stale: boolean;
  readonly error: string | null;
  readonly failedAt: Instant | null;
  /** Leaves in schema order: path below the namespace, label for people, value. */
  readonly values: readonly { readonly path: string; readonly words: string; readonly value: Json }[];
  /** Absent and unreadable fields, with reasons. */
  readonly notes: readonly { readonly path: string; readonly reason: string }[];
}

/** A line of history, ready to be shown. */
export interface HistoryLine extends Transition {
  readonly ruleTitle: string | null;
  readonly scorecardName: string;
}

/** What **Details** shows: every check by level, history, and the facts behind it. */
export interface ReadinessDetails {
  readonly service: ServiceHeading;
  readonly scorecards: readonly {
    readonly line: ScorecardLine;
    readonly levels: readonly { readonly level: LevelView; readonly checks: readonly CheckView[] }[];
    /** Announced and (for maintainers) trial rules. */
    readonly apart: readonly CheckView[];
  }[];
  readonly history: readonly HistoryLine[];
  readonly facts: readonly FactsView[];
  readonly dependencies: DependenciesView;
  /** Who stated what, newest first. */
  readonly attestations: readonly AttestationLine[];
  /** Something here is the viewer's to state. */
  readonly mayAttest: boolean;
}

const HISTORY_LINES = 30;

/** Everything about one service. Throws a `UserError` where it is not there for this viewer. */
export async function showDetails(context: Context, viewer: Viewer, id: string): Promise<ReadinessDetails> {
  const record = await reachableService(context, viewer, id, 'see-service');
  const { store, policy } = context;
  const [evaluations, documents, history, stated, teams, systems, inForce] = await Promise.all([
    store.evaluations.of([record.key]),
    store.facts.of([record.key]),
    store.evaluations.history(record.key, HISTORY_LINES),
    attestationsOfRecord(store, record),
    store.catalog.teams(),
    store.catalog.systems(),
    context.scorecards(),
  ]);
  const now = context.clock.now();
  const seesTrials = (scorecard: Scorecard) => seesRule(viewer, scorecard, { stage: 'trial' });
  const seesSensitive = may(viewer, 'see-sensitive', subjectOf(record, viewer, policy));
  const seeing = { seesSensitive, now, answeredBy: answeredBy(context) };
  const scorecards = inForce.all.map(({ compiled }) => compiled.scorecard);
  const known = documents.get(record.key) ?? [];
  const isWithheld = seesSensitive ? () => false : sensitiveFacts(inForce);
  return {
    service: serviceHeading(record, known, { teams, systems }, policy),
    scorecards: inForce.all.flatMap(({ compiled: { scorecard } }) => {
      const evaluation = evaluations.get(record.key)?.find((one) => one.scorecard === scorecard.id);
      if (evaluation === undefined || !applies(evaluation)) return [];
      return [
        scorecardDetails(scorecard, evaluation, {
          ...seeing,
          seesTrials: seesTrials(scorecard),
        }),
      ];
    }),
    history: history
      .filter((line) => isSeen(line, scorecards, viewer))
      .map((line) => historyLine(line, scorecards, seesSensitive)),
    facts: known
      .filter((document) => !isAttested(document) && !isBeside(document, known))
      .map((document) => factsView(document, context, isWithheld)),
    dependencies: await dependenciesOf(context, viewer, record, known),
    attestations: attestationLines(stated, inForce, { viewer, seesSensitive, now }),
    mayAttest: await mayAttestAny(context, viewer, record, {
      inForce,
      stored: evaluations.get(record.key) ?? [],
    }),
  };
}

interface Eyes extends Seeing {
  readonly seesTrials: boolean;
}

function scorecardDetails(
  scorecard: Scorecard,
  evaluation: StoredEvaluation,
  eyes: Eyes,
): ReadinessDetails['scorecards'][number] {
  const views = checkViews(scorecard, evaluation, eyes);
  const stageOf = new Map(scorecard.rules.map((rule) => [rule.id, rule]));
  const later = (view: CheckView) => {
    const rule = stageOf.get(view.rule);
    return rule !== undefined && comesLater(rule, eyes.now);
  };
  const inTrial = (view: CheckView) => stageOf.get(view.rule)?.stage === 'trial';
  return {
    line: scorecardLine(scorecard, evaluation.verdict),
    levels: scorecard.levels.flatMap((id) => {
      const level = levelView(id, scorecard.levels);
      const checks = views.filter((view) => view.level.id === id && !later(view));
      return level === null || checks.length === 0 ? [] : [{ level, checks }];
    }),
    apart: views.filter((view) => later(view) && (eyes.seesTrials || !inTrial(view))),
  };
}

/** Not linked to one vendor, while another tells the same: nothing is missing. */
function isBeside(document: FactDocument, all: readonly FactDocument[]): boolean {
  const { namespace, value, absent, error } = document;
  const isNotLinked = error === null && absent.some(({ path }) => path === '') && isEmpty(value);
  return isNotLinked && all.some((one) => one.namespace === namespace && !isEmpty(one.value));
}

function isEmpty(value: FactDocument['value']): boolean {
  return value === null || Object.keys(value).length === 0;
}

function isSeen(line: Transition, scorecards: readonly Scorecard[], viewer: Viewer): boolean {
  const scorecard = scorecards.find((one) => one.id === line.scorecard);
  const rule = scorecard?.rules.find((one) => one.id === line.rule);
  return scorecard === undefined || rule === undefined || seesRule(viewer, scorecard, rule);
}

/** The rule's title instead of its id; of a sensitive rule only that it changed, not what made it change. */
function historyLine(
  line: Transition,
  scorecards: readonly Scorecard[],
  seesSensitive: boolean,
): HistoryLine {
  const scorecard = scorecards.find((one) => one.id === line.scorecard);
  const rule = scorecard?.rules.find((one) => one.id === line.rule);
  const hidden = rule?.sensitive === true && !seesSensitive;
  return {
    ...line,
    cause: hidden ? '' : line.cause,
    ruleTitle: rule?.title ?? line.rule ?? null,
    scorecardName: scorecard?.name ?? line.scorecard,
  };
}
