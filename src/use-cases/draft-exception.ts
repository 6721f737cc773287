import { endAfter, PRESETS } from '../domain/exceptions/ends.ts';
import type { Exception } from '../domain/exceptions/exception.ts';
import type { Viewer } from '../domain/rights.ts';
import type { Context } from './context.ts';
import type { ExceptionDraft } from './exception-views.ts';
import { calendarOf } from './exceptions/calendar.ts';
import { latestFor } from './exceptions/check-ask.ts';
import { decidersOf, latelyDirectory, questionAbout, tierNamed } from './exceptions/deciders.ts';
import { exceptionLines } from './exceptions/exception-lines.ts';
import { rulesInForce } from './exceptions/rules-in-force.ts';
import { headingOf, serviceChecks } from './exceptions/service-checks.ts';
import type { ServiceRecord } from './ports.ts';
import { reachableService } from './reachable-service.ts';
import { subjectOf } from './resolve-viewer.ts';

/**
 * What the modal is filled with. `rule` (`scorecard/rule`): the one that it is about, which says who decides. Throws a
 * `UserError` where the service is not there for this viewer.
 */
export async function draftException(
  context: Context,
  viewer: Viewer,
  service: string,
  rule: string | null,
): Promise<ExceptionDraft> {
  const { policy, clock } = context;
  const record = await reachableService(context, viewer, service, 'request-exception');
  const rules = rulesInForce(await context.scorecards());
  const checks = await serviceChecks(context, viewer, record.key, subjectOf(record, viewer, policy));
  const now = clock.now();
  const open = await openHere(context, record.key);
  const held = new Set(open.flatMap((exception) => exception.rules.map((one) => one.rule)));
  const gaps = [...checks].filter(([, { check }]) => check.outcome === 'fail' || check.outcome === 'unknown');
  const isNever = (key: string) => rules.get(key)?.rule.exceptions === 'never';
  const latest = latestFor(record.service.tier, 'one-time', now, policy);
  const calendar = calendarOf(policy);
  const tier = tierNamed(record.service.tier, policy);
  return {
    service: await headingOf(context, record),
    rules: gaps.filter(([key]) => !isNever(key) && !held.has(key)).map(([, view]) => view),
    never: gaps.filter(([key]) => isNever(key)).map(([, view]) => view),
    known: await knownHere(context, open),
    latest,
    latestStanding: latestFor(record.service.tier, 'standing', now, policy),
    presets: PRESETS.map(({ id, words, days }) => ({
      id,
      words,
      until: endAfter(days, now, calendar),
    })).filter(({ until }) => until <= latest),
    maxDays: tier.exceptionMaxDays,
    followUpRequired: tier.followUpRequired,
    ...(await decidersHere(context, viewer, record, rule)),
  };
}

async function openHere({ store, clock }: Context, key: string): Promise<readonly Exception[]> {
  const { items } = await store.exceptions.list(
    { serviceKeys: [key], states: ['pending', 'approved'] },
    { offset: 0, limit: 500 },
  );
  return items.filter(({ until }) => until > clock.now());
}

async function knownHere(context: Context, open: readonly Exception[]): Promise<ExceptionDraft['known']> {
  const lines = await exceptionLines(context.store.catalog, rulesInForce(await context.scorecards()), open);
  return lines.flatMap((line) => line.exception.rules.map(({ rule }) => ({ rule, exception: line })));
}

async function decidersHere(
  { directory, policy, scorecards }: Context,
  viewer: Viewer,
  record: ServiceRecord,
  rule: string | null,
): Promise<Pick<ExceptionDraft, 'deciders' | 'approvalsRequired' | 'askedAdmins'>> {
  const rules = rulesInForce(await scorecards());
  const asked = rule === null ? [] : [{ rule, meaning: '' }];
  const about = { tier: record.service.tier, rules: asked, kind: 'one-time', requester: viewer } as const;
  const question = questionAbout(about, record, { rules, policy });
  const { people, admins } = await decidersOf(latelyDirectory(directory), policy, question);
  return {
    deciders: people.map(({ name }) => name),
    approvalsRequired: question.required,
    askedAdmins: admins,
  };
}
