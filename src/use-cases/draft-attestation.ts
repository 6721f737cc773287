import { UserError } from '../domain/errors.ts';
import { localDate } from '../domain/local-date.ts';
import { may, type Viewer } from '../domain/rights.ts';
import {
  type Attestable,
  attestableRules,
  attestationLines,
  currentOf,
  isUrgent,
  keyOf,
  mayAttest,
  notTheirs,
  ruleIdOf,
} from './attestable-rules.ts';
import type { AttestableRule, AttestationDraft, AttestationLine } from './attestation-views.ts';
import type { Context } from './context.ts';
import { attestationsOfRecord } from './keep-attestation.ts';
import type { ServiceRecord } from './ports.ts';
import { reachableService } from './reachable-service.ts';
import { subjectOf } from './resolve-viewer.ts';

/** What somebody may attest here. Throws a `UserError` that says why there is nothing. */
export async function draftAttestation(
  context: Context,
  viewer: Viewer,
  id: string,
  rule: string | null,
): Promise<AttestationDraft> {
  const record = await reachableService(context, viewer, id, 'see-service');
  const { all, history, lines } = await known(context, viewer, record);
  const mine = await allowed(context, viewer, record, all);
  if (mine.length === 0) throw new UserError(nothingToAttest(record, all));
  const now = context.clock.now();
  const urgent = (one: Attestable) => isUrgent(one, currentOf(one, history, now), now);
  const sorted = mine.toSorted((a, b) => Number(urgent(b)) - Number(urgent(a)));
  const rules = sorted.map((one) => ruleView(one, lines));
  const chosen = rules.find((one) => one.rule === rule) ?? rules[0];
  if (chosen === undefined) throw new UserError(nothingToAttest(record, all));
  return {
    service: { id: record.service.id, name: record.service.name },
    rules,
    chosen,
    today: localDate(now, viewer.timezone),
    own: chosen.current?.by === viewer.id,
  };
}

/** The whole history of a service, newest first. */
export async function attestationsOf(
  context: Context,
  viewer: Viewer,
  id: string,
): Promise<readonly AttestationLine[]> {
  const record = await reachableService(context, viewer, id, 'see-service');
  return (await known(context, viewer, record)).lines;
}

async function known(context: Context, viewer: Viewer, record: ServiceRecord) {
  const [evaluations, inForce, history] = await Promise.all([
    context.store.evaluations.of([record.key]),
    context.scorecards(),
    attestationsOfRecord(context.store, record),
  ]);
  const seesSensitive = may(viewer, 'see-sensitive', subjectOf(record, viewer, context.policy));
  return {
    all: attestableRules(inForce, evaluations.get(record.key) ?? []),
    history,
    lines: attestationLines(history, inForce, { viewer, seesSensitive, now: context.clock.now() }),
  };
}

async function allowed(
  context: Context,
  viewer: Viewer,
  record: ServiceRecord,
  rules: readonly Attestable[],
): Promise<readonly Attestable[]> {
  const answers = await Promise.all(rules.map((rule) => mayAttest(context, viewer, record, rule)));
  return rules.filter((_, place) => answers[place]);
}

function nothingToAttest(record: ServiceRecord, [first]: readonly Attestable[]): string {
  if (first !== undefined) return notTheirs(first, record);
  return `No rule of ${record.service.id} rests on what somebody attests.`;
}

function ruleView(one: Attestable, lines: readonly AttestationLine[]): AttestableRule {
  const { rule, attest } = one;
  return {
    rule: keyOf(one),
    title: rule.title,
    whyItMatters: rule.why,
    fix: rule.fix,
    ...attest,
    current: lines.find((line) => line.counts && ruleIdOf(line) === rule.id) ?? null,
  };
}
