/** Which rules of a service rest on what people state, and who may state it. */
import { type Attestation, attestationInForce, isWithdrawal } from '../domain/attestation.ts';
import { ExternalServiceError } from '../domain/errors.ts';
import { namedApprovers } from '../domain/exceptions/approvers.ts';
import { DAY, type Instant } from '../domain/instant.ts';
import { may, type Viewer } from '../domain/rights.ts';
import type { Attest, Rule, Scorecard } from '../domain/scorecard.ts';
import type { AttestationLine } from './attestation-views.ts';
import type { Context, ScorecardsInForce } from './context.ts';
import type { ServiceRecord, StoredCheck, StoredEvaluation } from './ports.ts';
import { isNamed, subjectOf } from './resolve-viewer.ts';
import { seesRule } from './sees-rule.ts';

/** What is about to end is attested again before it does. */
const SOON = 7 * DAY;

export interface Attestable {
  readonly scorecard: Scorecard;
  readonly rule: Rule;
  readonly attest: Attest;
  readonly check: StoredCheck;
}

/** Rules in force that rest on a statement and are about this service. */
export function attestableRules(
  { all }: ScorecardsInForce,
  evaluations: readonly StoredEvaluation[],
): readonly Attestable[] {
  return all.flatMap(({ compiled: { scorecard } }) => {
    const checks = evaluations.find((one) => one.scorecard === scorecard.id)?.checks ?? [];
    return scorecard.rules.flatMap((rule) => {
      if (rule.attest === undefined) return [];
      const check = checks.find((one) => one.rule === rule.id);
      const attest = strictest(
        rule.id,
        all.map(({ compiled }) => compiled.scorecard),
      );
      return attest === undefined || check === undefined || check.outcome === 'not_applicable'
        ? []
        : [{ scorecard, rule, attest, check }];
    });
  });
}

/** Rules of the same id in several scorecards read the same statement: it must do for all of them. */
function strictest(id: string, scorecards: readonly Scorecard[]): Attest | undefined {
  const all = scorecards.flatMap(({ rules }) =>
    rules.flatMap((rule) => (rule.id === id && rule.attest !== undefined ? [rule.attest] : [])),
  );
  if (all.length === 0) return undefined;
  return {
    validFor: Math.min(...all.map(({ validFor }) => validFor)),
    evidence: all.some(({ evidence }) => evidence === 'required') ? 'required' : 'optional',
    by: all.some(({ by }) => by === 'approver') ? 'approver' : 'owner',
  };
}

/**
 * Whether the viewer may state it now. Approvers may be named as groups of Slack: who is in them is asked at this
 * moment, and where Slack does not say, it is a no.
 */
export async function mayAttest(
  context: Pick<Context, 'policy' | 'directory'>,
  viewer: Viewer,
  record: ServiceRecord,
  { attest, rule, scorecard }: Pick<Attestable, 'attest' | 'rule' | 'scorecard'>,
): Promise<boolean> {
  if (!seesRule(viewer, scorecard, rule)) return false;
  const subject = subjectOf(record, viewer, context.policy);
  // One team answers for a service: those that only see it do not.
  if (attest.by === 'owner') return may(viewer, 'attest', { ...subject, also: [] });
  // Asking Slack is worth it only for somebody who could be one.
  if (!may(viewer, 'attest-as-approver', { ...subject, approver: true })) return false;
  const approver = await isApprover(context, viewer, record, rule);
  return may(viewer, 'attest-as-approver', { ...subject, approver });
}

async function isApprover(
  { policy, directory }: Pick<Context, 'policy' | 'directory'>,
  viewer: Viewer,
  { service }: ServiceRecord,
  { category }: Rule,
): Promise<boolean> {
  const tier = policy.tiers.find(({ id }) => id === service.tier);
  if (tier === undefined) return false;
  const categories = category === undefined ? [] : [category];
  const matter = { categories, system: service.system ?? null, kind: 'one-time' } as const;
  const { approvers } = namedApprovers(tier, matter);
  if (isNamed(viewer, approvers)) return true;
  const groups = approvers.filter((name) => name.startsWith('@'));
  if (groups.length === 0) return false;
  try {
    const { people } = await directory.resolve(groups);
    return people.some(({ id }) => id === viewer.id);
  } catch (error) {
    if (error instanceof ExternalServiceError) return false;
    throw error;
  }
}

interface Judged {
  readonly inForce: ScorecardsInForce;
  readonly stored: readonly StoredEvaluation[];
}

type Asking = Pick<Context, 'policy' | 'directory' | 'clock' | 'store'>;

/** Whether something that the viewer may state is open, or about to end: what the card offers. */
export async function mayAttestNow(
  context: Asking,
  viewer: Viewer,
  record: ServiceRecord,
  { inForce, stored }: Judged,
): Promise<boolean> {
  const rules = attestableRules(inForce, stored);
  if (rules.length === 0) return false;
  const now = context.clock.now();
  const history = (await context.store.attestations.of([record.key])).get(record.key) ?? [];
  const urgent = rules.filter((rule) => isUrgent(rule, currentOf(rule, history, now), now));
  return mayAttestOne(context, viewer, record, urgent);
}

/** Whether anything here is the viewer's to state. */
export async function mayAttestAny(
  context: Asking,
  viewer: Viewer,
  record: ServiceRecord,
  { inForce, stored }: Judged,
): Promise<boolean> {
  return mayAttestOne(context, viewer, record, attestableRules(inForce, stored));
}

async function mayAttestOne(
  context: Asking,
  viewer: Viewer,
  record: ServiceRecord,
  rules: readonly Attestable[],
): Promise<boolean> {
  for (const rule of rules) if (await mayAttest(context, viewer, record, rule)) return true;
  return false;
}

/** Of the service's history (newest first) what is about this rule, in whichever scorecard it was stated. */
export function historyOf(rule: string, history: readonly Attestation[]): readonly Attestation[] {
  return history.filter((one) => ruleIdOf(one) === rule);
}

/** The key below `attested`. */
export function ruleIdOf({ rule }: Pick<Attestation, 'rule'>): string {
  return rule.slice(rule.indexOf('/') + 1);
}

/** Not ok, or not for long: what one attests now. */
export function isUrgent(
  { check }: Pick<Attestable, 'check'>,
  current: Attestation | undefined,
  now: Instant,
): boolean {
  if (check.outcome === 'fail' || check.outcome === 'unknown') return true;
  return current !== undefined && current.until - now <= SOON;
}

/** With whose eyes, and when. */
export interface Reading {
  readonly viewer: Viewer;
  readonly seesSensitive: boolean;
  readonly now: Instant;
}

/** Every line of a service's history, as this viewer may read it. */
export function attestationLines(
  history: readonly Attestation[],
  { all }: ScorecardsInForce,
  { viewer, seesSensitive, now }: Reading,
): readonly AttestationLine[] {
  const unseen = new Set(
    all.flatMap(({ compiled: { scorecard } }) =>
      scorecard.rules.flatMap((rule) =>
        seesRule(viewer, scorecard, rule) ? [] : [`${scorecard.id}/${rule.id}`],
      ),
    ),
  );
  const seen = history.filter(({ rule }) => !unseen.has(rule));
  return seen.map((one) => {
    const id = ruleIdOf(one);
    const rules = all.flatMap(({ compiled }) => compiled.scorecard.rules.filter((rule) => rule.id === id));
    const hidden = !seesSensitive && rules.some(({ sensitive }) => sensitive);
    return {
      ...one,
      ...(hidden ? { statement: '', evidence: null } : {}),
      title: rules[0]?.title ?? one.rule,
      withdrawal: isWithdrawal(one),
      counts: attestationInForce(historyOf(id, history), now) === one,
      hidden,
    };
  });
}

/** What counts now. */
export function currentOf(
  one: Attestable,
  history: readonly Attestation[],
  now: Instant,
): Attestation | undefined {
  return attestationInForce(historyOf(one.rule.id, history), now);
}

/** `scorecard/rule`. */
export function keyOf({ scorecard, rule }: Pick<Attestable, 'scorecard' | 'rule'>): string {
  return `${scorecard.id}/${rule.id}`;
}

/** What somebody is told who may not. */
export function notTheirs({ attest: { by }, rule }: Attestable, { service }: ServiceRecord): string {
  const who = by === 'owner' ? `the team that owns ${service.id}` : `the approvers of ${service.tier}`;
  return `“${rule.title}” is attested by ${who}. Ask one of them.`;
}
