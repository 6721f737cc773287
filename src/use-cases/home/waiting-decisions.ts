import type { Team } from '../../domain/catalog.ts';
import type { Exception } from '../../domain/exceptions/exception.ts';
import { easedLabels } from '../../domain/relabel.ts';
import { may, type Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import type { ExceptionLine } from '../exception-views.ts';
import { exceptionLines } from '../exceptions/exception-lines.ts';
import type { RulesInForce } from '../exceptions/rules-in-force.ts';
import type { Decision } from '../home-views.ts';
import { heldStorm } from '../nudging/hold-storm.ts';
import type { ServiceRecord } from '../ports.ts';
import type { Page } from '../service-rows.ts';
import type { OwnershipClaim } from '../upkeep-ports.ts';

/** Requests that are looked through: more of them would be waiting for nobody in particular. */
const MOST_PENDING = 1_000;

type Reading = Pick<Context, 'store' | 'policy'>;

interface DecisionsAsk {
  readonly teams: readonly Team[];
  readonly rules: RulesInForce;
  readonly most: number;
}

/**
 * What waits for this person's word, the longest first; reminders that are held back before all else. Who was asked is
 * known from when they were asked: whether they still may is read again at the act.
 */
export async function waitingDecisions(
  context: Reading,
  viewer: Viewer,
  { teams, rules, most }: DecisionsAsk,
): Promise<Page<Decision>> {
  if (viewer.guest) return { items: [], total: 0 };
  const [storms, exceptions, claims, relabellings] = await Promise.all([
    stormsFor(context, viewer),
    exceptionsFor(context, viewer, rules),
    claimsFor(context, viewer, teams),
    relabellingsFor(context, viewer),
  ]);
  const rest = [...exceptions, ...claims, ...relabellings].toSorted((a, b) => a.at - b.at);
  const all = [...storms, ...rest];
  return { items: all.slice(0, most), total: all.length };
}

async function stormsFor(context: Reading, viewer: Viewer): Promise<readonly Decision[]> {
  const storm = may(viewer, 'administer') ? await heldStorm(context) : undefined;
  if (storm === undefined) return [];
  const { id, at, messages, owners, of, reason } = storm;
  return [{ kind: 'storm', id, at, messages, owners, of, reason }];
}

async function exceptionsFor(
  { store }: Reading,
  viewer: Viewer,
  rules: RulesInForce,
): Promise<readonly Decision[]> {
  const page = { offset: 0, limit: MOST_PENDING };
  const { items } = await store.exceptions.list({ states: ['pending'] }, page);
  const mine = items.filter((exception) => waitsFor(exception, viewer));
  const lines = (await exceptionLines(store.catalog, rules, mine)).filter(({ service }) => service.id !== '');
  const together = Map.groupBy(lines, ({ exception }) => exception.batch ?? exception.id);
  return Array.from(together.values(), asDecision);
}

function waitsFor({ asked, approvals, requester }: Exception, { id }: Viewer): boolean {
  return asked.people.includes(id) && requester.id !== id && !approvals.some(({ by }) => by.id === id);
}

function asDecision(lines: readonly ExceptionLine[]): Decision {
  // Groups have at least one.
  const line = lines.at(-1) as ExceptionLine;
  const { id, batch, askedAt: at } = line.exception;
  if (batch === null || lines.length === 1) return { kind: 'exception', id, at, line };
  return { kind: 'batch', id: batch, at, line, services: lines.length };
}

async function claimsFor(
  { store }: Reading,
  viewer: Viewer,
  teams: readonly Team[],
): Promise<readonly Decision[]> {
  const claims = (await store.upkeep.claims()).filter((claim) => answersFor(viewer, claim, teams));
  const records = await living(store, claims);
  const named = (id: string | null) =>
    id === null ? null : { id, name: teams.find((team) => team.id === id)?.name ?? id };
  return claims.flatMap(({ id, at, serviceKey, team, from, byName: by, note }) => {
    const record = records.get(serviceKey);
    if (record === undefined) return [];
    const about = { id, at, service: namesOf(record), team: named(team), from: named(from), by, note };
    return [{ kind: 'claim', ...about }];
  });
}

function namesOf({ service: { id, name } }: ServiceRecord) {
  return { id, name };
}

/** For whose team was asked; for admins where nobody of that team is known. */
function answersFor(viewer: Viewer, { team, from }: OwnershipClaim, teams: readonly Team[]): boolean {
  const owner = team ?? from;
  const asked = teams.find(({ id }) => id === owner);
  if (asked === undefined || asked.members.length + asked.stewards.length === 0) return viewer.admin;
  return may({ ...viewer, admin: false }, 'decide-claim', { owner: asked.id, also: [] });
}

async function relabellingsFor({ store, policy }: Reading, viewer: Viewer): Promise<readonly Decision[]> {
  const open = (await store.upkeep.relabellings()).filter(({ asked }) => asked.includes(viewer.id));
  const records = await living(store, open);
  return open.flatMap(({ id, at, serviceKey, from, to, reason, byName: by }) => {
    const record = records.get(serviceKey);
    if (record === undefined) return [];
    const eased = easedLabels(from, to, policy.tiers);
    return [{ kind: 'relabel', id, at, service: namesOf(record), from, to, eased, reason, by }];
  });
}

async function living(
  { catalog }: Pick<Context['store'], 'catalog'>,
  some: readonly { readonly serviceKey: string }[],
): Promise<ReadonlyMap<string, ServiceRecord>> {
  const records = await catalog.byKeys([...new Set(some.map(({ serviceKey }) => serviceKey))]);
  return new Map([...records].filter(([, { archivedAt }]) => archivedAt === null));
}
