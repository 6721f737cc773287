import { DAY, type Instant } from '../../domain/instant.ts';
import type { deploys } from '../../facts/deploys.ts';
import type { FactsOf } from '../../facts/namespace.ts';
import type { Answer } from '../collector.ts';
import { nameCovers } from '../git/wildcards.ts';
import type { Deploy } from './answers.ts';
import type { RepositoryRead } from './read-repositories.ts';
import { forbidden, notes, together } from './told.ts';

type DeployFacts = FactsOf<typeof deploys>;
type Told = NonNullable<DeployFacts['recent']>[number];

export interface DeployGiven {
  readonly read: RepositoryRead;
  /** The service, where it is a part of the repository: environments that name it are its own. */
  readonly part: { readonly id: string } | undefined;
  /** Environments that customers meet; with `*`. */
  readonly production: readonly string[];
  readonly now: Instant;
}

/** Deployments of the last 30 days, all of them, and the newest to each environment. */
export function deployFacts({ read, part, production, now }: DeployGiven): Answer {
  const { deployments, environments } = read.answer;
  if (!deployments) return { value: {}, unreadable: [{ path: '', reason: forbidden('Deployments') }] };
  const latest = (environments?.nodes ?? []).flatMap(({ latestCompletedDeployment: one }) => one ?? []);
  const all = [...deployments.nodes, ...latest].flatMap((one) => entryOf(one) ?? []);
  const distinct = [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
  const own = part === undefined ? undefined : ofPart(distinct, part.id);
  if (part !== undefined && own === undefined && distinct.length > 0)
    return { value: { part_of_monorepo: true }, unreadable: notes(FIELDS, whose(part.id)) };
  const list = (own ?? distinct).toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const isProduction = ({ environment }: Entry) =>
    production.some((pattern) => nameCovers(pattern.toLowerCase(), environment.toLowerCase()));
  return together([
    { value: { part_of_monorepo: part !== undefined } },
    recentFacts(list, now),
    productionFacts(list.filter(isProduction), now, deployments.pageInfo.hasNextPage),
  ]);
}

type Entry = Told & { readonly environment: string; readonly at: string };

const FIELDS = [
  'last_at',
  'last_commit',
  'in_last_7_days',
  'in_last_30_days',
  'failed_in_last_30_days',
  'failure_rate',
  'environments',
  'recent',
];

function whose(id: string): string {
  return `the repository's deployments do not say whose they are: name an environment ${id}-production`;
}

/** What never began, or waits for somebody, did not happen. */
function entryOf({ environment, commitOid, createdAt, latestStatus }: Deploy): Entry | undefined {
  const status = STATUSES.get(latestStatus?.state ?? '');
  if (!environment || status === undefined || latestStatus == null) return undefined;
  const url = latestStatus.environmentUrl || latestStatus.logUrl;
  return {
    environment,
    commit: commitOid,
    status,
    at: status === 'succeeded' || status === 'failed' ? latestStatus.createdAt : createdAt,
    ...(url ? { url } : {}),
  };
}

/** `INACTIVE` = it succeeded, and another took its place. */
const STATUSES: ReadonlyMap<string, 'succeeded' | 'failed' | 'running'> = new Map([
  ['SUCCESS', 'succeeded'],
  ['INACTIVE', 'succeeded'],
  ['FAILURE', 'failed'],
  ['ERROR', 'failed'],
  ['IN_PROGRESS', 'running'],
]);

/**
 * Deployments to environments that name the service, under what remains of the name: `payments-api-production`,
 * `production/payments-api`. Undefined = no environment names it.
 */
function ofPart(entries: readonly Entry[], id: string): readonly Entry[] | undefined {
  const own = entries.flatMap((entry) => {
    const rest = restOf(entry.environment, id);
    return rest === undefined ? [] : [{ ...entry, environment: rest }];
  });
  return own.length === 0 ? undefined : own;
}

const BETWEEN = /^[\s/_:.@-]+|[\s/_:.@()-]+$/g;

function restOf(environment: string, id: string): string | undefined {
  const name = environment.toLowerCase();
  const at = name.indexOf(id);
  const [before, after] = [name[at - 1], name[at + id.length]];
  const isWhole = ![before, after].some((letter) => letter !== undefined && /[a-z0-9]/.test(letter));
  if (at < 0 || !isWhole) return undefined;
  const rest = [environment.slice(0, at), environment.slice(at + id.length)]
    .map((piece) => piece.replaceAll(BETWEEN, ''))
    .filter((piece) => piece !== '');
  return rest.length === 0 ? 'production' : rest.join('-');
}

function recentFacts(list: readonly Entry[], now: Instant): { readonly value: DeployFacts } {
  const newest = new Map(list.toReversed().map((one) => [one.environment, one]));
  return {
    value: {
      recent: list.filter((one) => Date.parse(one.at) >= now - 30 * DAY).slice(0, MOST_TOLD),
      environments: Object.fromEntries(newest),
    },
  };
}

const LAST = ['last_at', 'last_commit'];

/** They are stored for each service. */
const MOST_TOLD = 50;

/** @param hasOlder whether some older than 30 days were not read */
function productionFacts(list: readonly Entry[], now: Instant, hasOlder: boolean) {
  const since = (days: number) => list.filter(({ at }) => Date.parse(at) >= now - days * DAY);
  const finished = since(30).filter(({ status }) => status !== 'running');
  const failed = finished.filter(({ status }) => status === 'failed').length;
  const last = list.find(({ status }) => status === 'succeeded');
  const value: DeployFacts = {
    in_last_7_days: since(7).length,
    in_last_30_days: since(30).length,
    failed_in_last_30_days: failed,
    ...(finished.length === 0 ? {} : { failure_rate: Math.round((1000 * failed) / finished.length) / 10 }),
    ...(last === undefined ? {} : { last_at: last.at, last_commit: last.commit }),
  };
  const never =
    'nothing was deployed to production: tell GitHub of deployments, or name the environment in ready.yml';
  return {
    value,
    absent: [
      ...(finished.length === 0 ? notes(['failure_rate'], 'no deploy to production in 30 days') : []),
      ...(last === undefined && !hasOlder ? notes(LAST, never) : []),
    ],
    unreadable:
      last === undefined && hasOlder ? notes(LAST, 'the last success is older than what is read') : [],
  };
}
