/** Who takes part in an initiative and how far each is, brought up to date from what is stored. */
import { UserError } from '../../domain/errors.ts';
import type { Initiative, Participant, Progress } from '../../domain/initiative.ts';
import { deadlineFor } from '../../domain/initiatives/deadlines.ts';
import { countsOf, progressOf } from '../../domain/initiatives/progress.ts';
import type { Instant } from '../../domain/instant.ts';
import { localDate } from '../../domain/local-date.ts';
import type { Context } from '../context.ts';
import { type AskedFor, askedFor } from './asked-for.ts';
import { type Scope, scopeOf } from './scope.ts';

/** Services in one transaction, and in one question. */
const SLICE = 200;

/**
 * Brings a running (or ended) initiative's services up to date and records the day. Who matches after the deadline
 * does not enter any more. Where scorecard, rules or filter are gone, who takes part stays as it is.
 */
export async function refreshInitiative(
  context: Context,
  initiative: Initiative,
): Promise<readonly Participant[]> {
  const { store, clock, policy } = context;
  const { id } = initiative;
  const now = clock.now();
  const [before, asked, scope] = await Promise.all([
    store.initiatives.participants(id),
    context.scorecards().then((inForce) => askedFor(inForce, initiative)),
    scopeOrNull(context, initiative.filter),
  ]);
  if (asked === null || scope === null) return before;
  const known = new Map(before.map((part) => [part.serviceKey, part]));
  const isFirst = (await store.initiatives.days(id)).length === 0;
  const entry: Entry = {
    at: isFirst ? (initiative.startedAt ?? now) : now,
    deadline: (enteredAt) => deadlineFor(initiative, enteredAt, policy.timezone),
    now,
  };
  const keys = [...new Set([...known.keys(), ...entering(initiative, scope, now)])];
  const parts: Participant[] = [];
  for (const slice of slicesOf(keys)) {
    const progress = await progressIn(context, asked, slice);
    const next = slice.flatMap((key) => nextPart(key, known.get(key), inScope(key, scope, progress), entry));
    await keepSlice(context, id, { slice, next, known });
    parts.push(...next);
  }
  await store.initiatives.record(id, localDate(now, policy.timezone), countsOf(parts));
  return parts;
}

async function scopeOrNull(context: Context, filter: string): Promise<Scope | null> {
  try {
    return await scopeOf(context, filter);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

function entering({ deadline }: Initiative, { matching }: Scope, now: Instant): readonly string[] {
  return now < deadline ? matching.map(({ key }) => key) : [];
}

function inScope(
  key: string,
  { staying }: Scope,
  progress: ReadonlyMap<string, Progress>,
): Progress | undefined {
  return staying.has(key) ? progress.get(key) : undefined;
}

interface Entry {
  readonly at: Instant;
  readonly deadline: (enteredAt: Instant) => Instant;
  readonly now: Instant;
}

function nextPart(
  serviceKey: string,
  before: Participant | undefined,
  progress: Progress | undefined,
  { at, deadline, now }: Entry,
): readonly Participant[] {
  if (progress === undefined) return [];
  const enteredAt = before?.enteredAt ?? at;
  const since = before?.progress === progress ? before.since : now;
  return [{ serviceKey, enteredAt, deadline: deadline(enteredAt), progress, since }];
}

interface Slice {
  readonly slice: readonly string[];
  readonly next: readonly Participant[];
  readonly known: ReadonlyMap<string, Participant>;
}

async function keepSlice({ store }: Context, id: string, { slice, next, known }: Slice): Promise<void> {
  const remaining = new Set(next.map(({ serviceKey }) => serviceKey));
  const gone = slice.filter((key) => known.has(key) && !remaining.has(key));
  const changed = next.filter((part) => !isSame(part, known.get(part.serviceKey)));
  if (changed.length + gone.length === 0) return;
  await store.transaction((ports) => ports.initiatives.keep(id, changed, gone));
}

function isSame(a: Participant, b: Participant | undefined): boolean {
  return b !== undefined && a.progress === b.progress && a.deadline === b.deadline;
}

/** How far each of these is; who is asked for nothing is left out. */
export async function progressIn(
  { store }: Context,
  { scorecard, rules }: AskedFor,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Progress>> {
  const ids = rules.map(({ id }) => id);
  const found = new Map<string, Progress>();
  for (const slice of slicesOf(keys)) {
    for (const [key, evaluations] of await store.evaluations.of(slice)) {
      const checks = evaluations.find((one) => one.scorecard === scorecard.id)?.checks ?? [];
      const progress = progressOf(checks, ids);
      if (progress !== null) found.set(key, progress);
    }
  }
  return found;
}

export function slicesOf<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / SLICE) }, (_, nth) =>
    all.slice(nth * SLICE, (nth + 1) * SLICE),
  );
}
