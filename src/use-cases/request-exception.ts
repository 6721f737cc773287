import { v7 as uuidv7 } from 'uuid';
import { type Asking, type Exception, newException } from '../domain/exceptions/exception.ts';
import type { Viewer } from '../domain/rights.ts';
import type { Context, ScorecardsInForce } from './context.ts';
import type { AskOutcome, ExceptionAsk, ExceptionPreview } from './exception-views.ts';
import type { AskProblem } from './exceptions/check-ask.ts';
import { checkedParts, type Part, wordsOf } from './exceptions/checked-parts.ts';
import {
  type Deciders,
  decidersOf,
  type Question,
  questionAbout,
  rememberingDirectory,
} from './exceptions/deciders.ts';
import { effectsOf } from './exceptions/effects.ts';
import { exceptionLines } from './exceptions/exception-lines.ts';
import { keepChange } from './exceptions/keep-change.ts';
import { knownOne } from './exceptions/known-one.ts';
import { type RulesInForce, rulesInForce } from './exceptions/rules-in-force.ts';
import { tooFewProblem } from './exceptions/too-few.ts';
import type { ServiceRecord } from './ports.ts';
import { refuseStrangers } from './reachable-service.ts';

/** How many services an ask means, what is wrong with them, and what it would do where that is one. */
export async function previewException(
  context: Context,
  viewer: Viewer,
  ask: ExceptionAsk,
): Promise<ExceptionPreview> {
  refuseStrangers(viewer);
  const rules = rulesInForce(await context.scorecards());
  const { parts, problems, services } = await checkedParts(context, viewer, ask, rules);
  const [only, another] = parts;
  const effect =
    only === undefined || another !== undefined
      ? []
      : await effectsOf(context, only.record.key, { id: null, rules: ask.rules, until: only.until });
  const trouble = problems.find(({ field }) => field === 'services')?.message ?? null;
  return { services, trouble, effect };
}

/**
 * Asks for an exception, one for each service that is meant. Mistakes are told at their fields and nothing is kept;
 * where one is pending or approved already it leads to that. Throws a `UserError` to strangers, an
 * `ExternalServiceError` when Slack does not say who decides.
 */
export async function requestException(
  given: Context,
  viewer: Viewer,
  ask: ExceptionAsk,
): Promise<AskOutcome> {
  refuseStrangers(viewer);
  const context = { ...given, directory: rememberingDirectory(given.directory) };
  const inForce = await context.scorecards();
  const rules = rulesInForce(inForce);
  const { parts, problems } = await checkedParts(context, viewer, ask, rules);
  if (problems.length > 0) return { kind: 'invalid', problems };
  const asked = await newExceptions(context, viewer, ask, parts, rules);
  if ('field' in asked) return { kind: 'invalid', problems: [asked] };
  context.reached('ask.checked');
  const kept = await keepAsked(context, viewer, inForce, asked);
  context.reached('ask.committed');
  return outcomeOf(context, rules, kept);
}

interface Asked {
  readonly exception: Exception;
  readonly record: ServiceRecord;
}

/** One for each service, or why one of them could never be agreed to. */
async function newExceptions(
  context: Context,
  viewer: Viewer,
  ask: ExceptionAsk,
  parts: readonly Part[],
  rules: RulesInForce,
): Promise<readonly Asked[] | AskProblem> {
  const batch = parts.length > 1 ? uuidv7() : null;
  const asked: Asked[] = [];
  for (const part of parts) {
    const question = questionFor(context, viewer, ask, part, rules);
    const deciders = await decidersOf(context.directory, context.policy, question);
    const few = tooFewProblem(deciders, question);
    if (few !== undefined) return few;
    const exception = exceptionOf(context, viewer, ask, part, { deciders, batch, question });
    asked.push({ exception, record: part.record });
  }
  return asked;
}

interface Kept {
  readonly kept: readonly Exception[];
  /** Those that stood already. */
  readonly known: readonly Exception[];
}

function keepAsked(
  context: Context,
  viewer: Viewer,
  inForce: ScorecardsInForce,
  asked: readonly Asked[],
): Promise<Kept> {
  return context.store.transaction(async (ports) => {
    const known: Exception[] = [];
    const fresh: Asked[] = [];
    for (const one of asked) {
      const standing = await knownOne(ports, one.exception, context.clock.now());
      if (standing === undefined) fresh.push(one);
      else known.push(standing);
    }
    const kept: Exception[] = [];
    for (const {
      exception: { batch, ...rest },
      record,
    } of fresh) {
      // One that is left alone is told by itself.
      const exception = { ...rest, batch: fresh.length > 1 ? batch : null };
      kept.push(exception);
      const by = { id: viewer.id, name: viewer.name };
      const change = { before: null, after: exception, became: 'pending', by } as const;
      await keepChange({ context, ports, inForce, record, told: [viewer.id, viewer.email] }, change);
    }
    context.reached('ask.written');
    return { kept, known };
  });
}

async function outcomeOf(context: Context, rules: RulesInForce, { kept, known }: Kept): Promise<AskOutcome> {
  const { catalog } = context.store;
  const [first] = kept;
  if (first === undefined) {
    const [exception] = await exceptionLines(catalog, rules, known.slice(0, 1));
    if (exception === undefined) throw new Error('nothing was asked');
    return { kind: 'known', exception };
  }
  const exceptions = await exceptionLines(catalog, rules, kept);
  const keys = first.rules.map(({ rule }) => rule);
  const about = { id: first.id, rules: keys, until: first.until };
  return {
    kind: 'asked',
    exceptions,
    effect: kept.length > 1 ? [] : await effectsOf(context, first.serviceKey, about),
  };
}

function questionFor(
  { policy }: Pick<Context, 'policy'>,
  viewer: Viewer,
  ask: Pick<ExceptionAsk, 'kind'>,
  { record, rules: asked }: Part,
  rules: RulesInForce,
): Question {
  const about = { tier: record.service.tier, rules: asked, kind: ask.kind, requester: viewer };
  return questionAbout(about, record, { rules, policy });
}

function exceptionOf(
  { policy, clock }: Context,
  viewer: Viewer,
  ask: ExceptionAsk,
  { record, rules: asked, until, extends: prolonged }: Part,
  {
    deciders,
    batch,
    question: { tier, required },
  }: { readonly deciders: Deciders; readonly batch: string | null; readonly question: Question },
): Exception {
  return newException({
    tier: tier.id,
    rules: asked,
    kind: ask.kind,
    requester: { id: viewer.id, name: viewer.name },
    id: uuidv7(),
    serviceKey: record.key,
    requestedAt: clock.now(),
    ...wordsOf(ask),
    askedUntil: until,
    approvalsRequired: required,
    extends: prolonged,
    batch,
    asked: askingOf(deciders, tier.ask === 'channel' ? (policy.exceptions?.channel ?? null) : null),
  });
}

function askingOf({ people, fallback, admins }: Deciders, channel: string | null): Asking {
  return { people: people.map(({ id }) => id), channel, fallback, admins };
}
