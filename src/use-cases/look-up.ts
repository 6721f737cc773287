import type { System, Team } from '../domain/catalog.ts';
import { nearest } from '../domain/nearest.ts';
import { repositoryAddress } from '../domain/repository-address.ts';
import { may, type Viewer } from '../domain/rights.ts';
import type { Context } from './context.ts';
import type { GroupView, ServiceLine } from './list-services.ts';
import type { ReferenceKind, ServiceRecord } from './ports.ts';
import { refuseStrangers } from './reachable-service.ts';
import { subjectOf } from './resolve-viewer.ts';
import { serviceLine, visible } from './service-lines.ts';
import { seesTeam, showGroup } from './show-group.ts';
import { type ReadinessCard, readinessCard } from './show-readiness.ts';

/** What the words behind `/ready` can turn out to mean. */
export type LookUpAnswer =
  | { readonly kind: 'card'; readonly card: ReadinessCard }
  | { readonly kind: 'group'; readonly group: GroupView }
  /** A repository, channel or URL that several services share. */
  | { readonly kind: 'several'; readonly asked: string; readonly lines: readonly ServiceLine[] }
  /** Nothing by that name; up to five nearest, possibly none. */
  | {
      readonly kind: 'nearest';
      readonly asked: string;
      readonly nearest: readonly {
        readonly id: string;
        readonly name: string;
        readonly kind: 'service' | 'team' | 'system';
      }[];
    };

const NEAREST = 5;

/** Finds what the words mean to this viewer. Throws a `UserError` for strangers only: not finding is an answer. */
export async function lookUp(context: Context, viewer: Viewer, words: string): Promise<LookUpAnswer> {
  refuseStrangers(viewer);
  const asked = plainWords(words);
  return (
    (await byService(context, viewer, asked)) ??
    (await byGroup(context, viewer, asked)) ??
    (await byReference(context, viewer, asked)) ??
    (await byName(context, viewer, asked)) ??
    (await nothingButNear(context, viewer, asked))
  );
}

/** What Slack made of `#channel`, `@group` and addresses, turned back into what the person typed. */
export function plainWords(words: string): string {
  return words
    .trim()
    .replace(/^`(.*)`$/, '$1')
    .replace(/^<#[A-Z0-9]+\|([^>]*)>$/, '#$1')
    .replace(/^<!subteam\^[A-Z0-9]+\|@?([^>]*)>$/, '@$1')
    .replace(/^<(https?:[^|>]*)(\|[^>]*)?>$/, '$1');
}

async function byService(context: Context, viewer: Viewer, asked: string): Promise<LookUpAnswer | undefined> {
  const record = await context.store.catalog.find(asked);
  if (record === undefined || !sees(context, viewer, record)) return undefined;
  return { kind: 'card', card: await readinessCard(context, viewer, record, asked) };
}

/** `@payments` is a team; a bare word that names both a team and a system is asked back. */
async function byGroup(context: Context, viewer: Viewer, asked: string): Promise<LookUpAnswer | undefined> {
  const word = asked.replace(/^@/, '').toLowerCase();
  const [teams, systems] = await Promise.all([
    context.store.catalog.teams(),
    context.store.catalog.systems(),
  ]);
  const team = teams.find((one) => isTeam(one, word) && seesTeam(viewer, one.id));
  const system =
    asked.startsWith('@') || viewer.guest ? undefined : systems.find((one) => isSystem(one, word));
  if (team !== undefined && system !== undefined) {
    const both = [nearestEntry('team', team), nearestEntry('system', system)];
    return { kind: 'nearest', asked, nearest: both };
  }
  const found = team ?? system;
  if (found === undefined) return undefined;
  const kind = team === undefined ? 'system' : 'team';
  return { kind: 'group', group: await showGroup(context, viewer, kind, found.id, 0) };
}

function isTeam(team: Team, word: string): boolean {
  return [team.id, team.name, team.slackUsergroup?.replace(/^@/, '')].some(
    (name) => name?.toLowerCase() === word,
  );
}

function isSystem(system: System, word: string): boolean {
  return [system.id, system.name].some((name) => name.toLowerCase() === word);
}

/** "Who owns this?": a repository, a channel or any link of the catalog. */
async function byReference(
  context: Context,
  viewer: Viewer,
  asked: string,
): Promise<LookUpAnswer | undefined> {
  for (const { kind, value } of references(asked)) {
    const records = await context.store.catalog.byReference(kind, value);
    const mine = records.filter((record) => sees(context, viewer, record));
    if (mine.length > 0) return several(context, viewer, asked, mine);
  }
  return undefined;
}

function references(asked: string): readonly { readonly kind: ReferenceKind; readonly value: string }[] {
  if (asked.startsWith('#')) return [{ kind: 'channel', value: asked }];
  const repository = repositoryAddress(asked);
  return [
    ...(repository === undefined ? [] : [{ kind: 'repo' as const, value: repository.url }]),
    ...(/^https?:\/\//.test(asked) ? [{ kind: 'url' as const, value: asked }] : []),
  ];
}

async function several(
  context: Context,
  viewer: Viewer,
  asked: string,
  records: readonly ServiceRecord[],
): Promise<LookUpAnswer> {
  const [only] = records;
  if (records.length === 1 && only !== undefined) {
    return { kind: 'card', card: await readinessCard(context, viewer, only, only.service.id) };
  }
  const { primary } = await context.scorecards();
  const teams = await context.store.catalog.teams();
  const filter = visible({ ids: records.map((record) => record.service.id) }, viewer);
  const id = primary?.compiled.scorecard.id ?? null;
  const rows = await context.store.catalog.list(filter, { offset: 0, limit: 50 }, id);
  return { kind: 'several', asked, lines: rows.items.map((row) => serviceLine(row, primary, teams)) };
}

/** The display name, when no id answers to it. */
async function byName(context: Context, viewer: Viewer, asked: string): Promise<LookUpAnswer | undefined> {
  const word = asked.toLowerCase();
  const names = await context.store.catalog.names();
  const ids = names.filter(({ name }) => name.toLowerCase() === word).map(({ id }) => id);
  const found = await Promise.all(ids.map((id) => context.store.catalog.find(id)));
  const mine = found
    .filter((record) => record !== undefined)
    .filter((record) => sees(context, viewer, record));
  return mine.length === 0 ? undefined : several(context, viewer, asked, mine);
}

async function nothingButNear(context: Context, viewer: Viewer, asked: string): Promise<LookUpAnswer> {
  const { catalog } = context.store;
  const [names, teams, systems] = await Promise.all([catalog.names(), catalog.teams(), catalog.systems()]);
  const candidates = [
    ...(await visibleNames(context, viewer, names)).map((entry) => ({ ...entry, kind: 'service' as const })),
    ...(viewer.guest ? [] : teams.map((team) => ({ ...nearestEntry('team', team) }))),
    ...(viewer.guest ? [] : systems.map((system) => ({ ...nearestEntry('system', system) }))),
  ];
  const found = nearest(asked.replace(/^[@#]/, ''), candidates, NEAREST);
  return { kind: 'nearest', asked, nearest: found.map(({ id, name, kind }) => ({ id, name, kind })) };
}

/** A guest must not learn names by misspelling them. */
export async function visibleNames<T extends { readonly id: string }>(
  context: Context,
  viewer: Viewer,
  names: readonly T[],
): Promise<readonly T[]> {
  if (!viewer.guest) return names;
  const mine = await context.store.catalog.list(visible({}, viewer), { offset: 0, limit: 10_000 }, null);
  const ids = new Set(mine.items.map((row) => row.id));
  return names.filter(({ id }) => ids.has(id));
}

function nearestEntry<K extends 'team' | 'system'>(
  kind: K,
  entry: { readonly id: string; readonly name: string },
) {
  return { id: entry.id, name: entry.name, kind };
}

function sees(context: Context, viewer: Viewer, record: ServiceRecord): boolean {
  return may(viewer, 'see-service', subjectOf(record, viewer, context.policy));
}
