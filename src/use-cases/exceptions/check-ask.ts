/** What somebody typed, held against what may be asked: each mistake is said at its field. */
import { endAfter, endOnDate, latestEnd, PRESETS } from '../../domain/exceptions/ends.ts';
import type { ExceptedRule } from '../../domain/exceptions/exception.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import type { AskField, ExceptionAsk } from '../exception-views.ts';
import type { ServiceRecord } from '../ports.ts';
import { subjectOf } from '../resolve-viewer.ts';
import type { CheckView } from '../show-readiness.ts';
import { calendarOf } from './calendar.ts';
import { tierNamed } from './deciders.ts';
import { meaningOfRule, type RulesInForce } from './rules-in-force.ts';
import { serviceChecks } from './service-checks.ts';

export interface AskProblem {
  readonly field: AskField;
  readonly message: string;
}

/** Slack's own limit for what is typed. */
const LONGEST = 3_000;
const LONGEST_LINK = 2_000;
/** What can structurally not apply is looked at again after a year, whatever the tier allows for the rest. */
const STANDING_DAYS = 365;

/** Of the fields that are the same for all services. */
export function wordProblems(ask: ExceptionAsk): readonly AskProblem[] {
  const link = ask.followUp?.trim() ?? '';
  return [
    ...(ask.rules.length === 0 ? [problem('rules', 'Choose at least one rule.')] : []),
    ...(ask.reason.trim() === '' ? [problem('reason', 'Say why: whoever decides reads it.')] : []),
    ...(ask.risk.trim() === ''
      ? [problem('risk', 'Say what could hurt customers meanwhile, and what limits it.')]
      : []),
    ...(['reason', 'risk'] as const)
      .filter((field) => ask[field].length > LONGEST)
      .map((field) => problem(field, `Say it in ${LONGEST.toLocaleString('en')} characters.`)),
    ...(link === '' || isLink(link)
      ? []
      : [problem('followUp', 'Give a link that begins with https:// or http://.')]),
  ];
}

function isLink(text: string): boolean {
  if (text.length > LONGEST_LINK || /\s/.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && hostname !== '';
}

/** What the tier of a service says of follow-up and end. `until` is that end, where there is one. */
export function tierProblems(
  ask: ExceptionAsk,
  { service }: Pick<ServiceRecord, 'service'>,
  { policy, clock }: Pick<Context, 'policy' | 'clock'>,
): { readonly until: Instant; readonly problems: readonly AskProblem[] } {
  const tier = tierNamed(service.tier, policy);
  const now = clock.now();
  const until = endAsked(ask.end, now, policy);
  const latest = latestFor(service.tier, ask.kind, now, policy);
  const lacksFollowUp = tier.followUpRequired && (ask.followUp ?? '').trim() === '';
  return {
    until: until ?? latest,
    problems: [
      ...(lacksFollowUp ? [problem('followUp', `“${tier.name}” wants a link to the follow-up work.`)] : []),
      ...endProblems(until, latest, now, { name: tier.name, timezone: policy.timezone }),
    ],
  };
}

function endProblems(
  until: Instant | undefined,
  latest: Instant,
  now: Instant,
  { name, timezone }: { readonly name: string; readonly timezone: string },
): readonly AskProblem[] {
  if (until === undefined) return [problem('end', 'Choose when it ends.')];
  if (until <= now) return [problem('end', 'That day is over. Choose a later one.')];
  if (until <= latest) return [];
  const day = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: timezone,
  });
  return [problem('end', `“${name}” allows exceptions until ${day.format(latest)} at the latest.`)];
}

/** The latest end of an exception that begins now. */
export function latestFor(
  tier: string,
  kind: ExceptionAsk['kind'],
  now: Instant,
  policy: Context['policy'],
): Instant {
  const days = tierNamed(tier, policy).exceptionMaxDays;
  return latestEnd(kind === 'standing' ? Math.max(days, STANDING_DAYS) : days, now, calendarOf(policy));
}

function endAsked(end: ExceptionAsk['end'], now: Instant, policy: Context['policy']): Instant | undefined {
  const calendar = calendarOf(policy);
  if ('date' in end) return endOnDate(end.date, calendar);
  const preset = PRESETS.find(({ id }) => id === end.preset);
  return preset === undefined ? undefined : endAfter(preset.days, now, calendar);
}

/** The rules as they stand at one service, or why one of them cannot be asked about. */
export async function askedRules(
  context: Context,
  viewer: Viewer,
  record: ServiceRecord,
  asked: { readonly keys: readonly string[]; readonly rules: RulesInForce },
): Promise<{ readonly rules: readonly ExceptedRule[]; readonly problems: readonly AskProblem[] }> {
  const checks = await serviceChecks(context, viewer, record.key, subjectOf(record, viewer, context.policy));
  const keys = [...new Set(asked.keys)];
  const problems = keys
    .map((key) => ruleProblem(key, asked.rules, checks.get(key), record.service.name))
    .filter((message) => message !== undefined)
    .map((message) => problem('rules', message));
  const rules = keys.flatMap((key) => {
    const found = asked.rules.get(key);
    return found === undefined ? [] : [{ rule: key, meaning: meaningOfRule(found) }];
  });
  return { rules, problems };
}

function ruleProblem(
  key: string,
  rules: RulesInForce,
  check: CheckView | undefined,
  service: string,
): string | undefined {
  const rule = rules.get(key)?.rule;
  if (rule === undefined) return `There is no rule “${key}” any more.`;
  if (rule.exceptions === 'never') return `“${rule.title}” never allows an exception.`;
  if (rule.stage === 'trial') return `“${rule.title}” is on trial: it counts for nothing yet.`;
  const outcome = check?.check.outcome ?? 'not_applicable';
  if (outcome === 'not_applicable') return `“${rule.title}” does not apply to ${service}.`;
  return outcome === 'pass' ? `${service} passes “${rule.title}” already.` : undefined;
}

export function problem(field: AskField, message: string): AskProblem {
  return { field, message };
}
