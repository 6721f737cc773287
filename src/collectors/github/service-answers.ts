import { ExternalServiceError } from '../../domain/errors.ts';
import type { FactDocument } from '../../domain/fact.ts';
import { DAY, type Duration, type Instant } from '../../domain/instant.ts';
import type { Answer, Answers, Asked, Failure } from '../collector.ts';
import { filesWithin } from '../git/part.ts';
import type { Change } from './answers.ts';
import { ciFacts } from './ci-facts.ts';
import { type Contents, contentsOf } from './contents.ts';
import { deployFacts } from './deploy-facts.ts';
import { VENDOR } from './gate.ts';
import { gitFacts, type PartRead } from './git-facts.ts';
import { type BatchRead, partFolders, type Wanted } from './read-batch.ts';
import { isRead, keyOf, type RepositoryRead } from './read-repositories.ts';
import { vcsFacts } from './vcs-facts.ts';
import { vulnerabilityFacts } from './vulnerability-facts.ts';

export const NAMESPACES = ['vcs', 'git', 'ci', 'deploys', 'vulnerabilities'];

export interface Telling {
  readonly asked: Asked;
  readonly wanted: Wanted;
  readonly batch: BatchRead;
  readonly saysWhatIsForbidden: boolean;
  readonly production: readonly string[];
  readonly now: Instant;
}

/** What GitHub tells of one service; a failure is thrown. */
export async function serviceAnswers(telling: Telling): Promise<Answers> {
  const { asked, wanted, batch, now } = telling;
  const reading = batch.readings.get(keyOf(wanted.repository));
  if (reading === undefined) throw new Error(`${keyOf(wanted.repository)} was asked about and left out`);
  if (reading instanceof ExternalServiceError) throw reading;
  if (!isRead(reading)) return everywhere(notFound(asked, wanted, batch, now));
  return answersOf(reading, telling);
}

/** The same for all that this collector fills. */
export function everywhere(reason: string): Answers {
  const answer: Answer = { value: {}, absent: [{ path: '', reason }] };
  return Object.fromEntries(NAMESPACES.map((namespace) => [namespace, answer]));
}

/** So long a repository that was there may be hidden by a lost permission before it is taken for gone. */
const GONE_AFTER: Duration = 7 * DAY;

/**
 * GitHub answers alike for what is not there and for what may not be seen. So a repository is absent only where others
 * of its owner are shown, and one that was shown before is not taken for gone at once.
 */
function notFound(
  { service, previous = [] }: Asked,
  { repository }: Wanted,
  batch: BatchRead,
  now: Instant,
): string {
  const key = keyOf(repository);
  if (!batch.isSeen(repository.owner))
    throw new ExternalServiceError(
      VENDOR,
      `${VENDOR} shows nothing of ${repository.owner} to this token or App`,
    );
  const access = 'or give the token or App access to it';
  const before = previous.find(wasShown);
  if (before !== undefined && now - (before.failedAt ?? now) < GONE_AFTER)
    throw new ExternalServiceError(
      VENDOR,
      `${VENDOR} no longer shows ${key}: correct \`repo\` of ${service.id} in the catalog, ${access}`,
    );
  return `${VENDOR} shows no repository ${key}: correct \`repo\` of ${service.id} in the catalog, ${access}`;
}

function wasShown({ collector, namespace, value }: FactDocument): boolean {
  return collector === 'github' && namespace === 'vcs' && value?.url !== undefined;
}

async function answersOf(read: RepositoryRead, telling: Telling): Promise<Answers> {
  const { asked, wanted, batch, saysWhatIsForbidden, production, now } = telling;
  const isPart = wanted.paths.length > 0;
  const contents = await contentsOf(read.answer);
  const changes = changesOf(read, wanted, batch);
  const reviews = orThrow(batch.reviews.get(keyOf(wanted.repository)));
  const part = isPart ? { id: asked.service.id } : undefined;
  return {
    vcs: vcsFacts({ read, changes, reviews: reviews ?? new Map(), isPart, saysWhatIsForbidden }),
    git: isPart ? await partFacts(read, contents, telling) : await gitFacts(read, contents, undefined),
    ci: ciFacts(read, contents.landmarks, isPart),
    deploys: deployFacts({ read, part, production, now }),
    vulnerabilities: vulnerabilityAnswer(read, telling),
  };
}

function orThrow<T>(told: T | ExternalServiceError | undefined): T | undefined {
  if (told instanceof ExternalServiceError) throw told;
  return told;
}

/** Of a part, those that touch its files. */
function changesOf({ answer }: RepositoryRead, { repository, paths }: Wanted, { files }: BatchRead) {
  const all: readonly Change[] | undefined = answer.pullRequests?.nodes;
  if (all === undefined || paths.length === 0) return all;
  const touched = orThrow(files.get(keyOf(repository)));
  return all.filter(({ id }) => filesWithin(touched?.get(id) ?? [], paths).length > 0);
}

async function partFacts(
  read: RepositoryRead,
  contents: Contents,
  { wanted, batch }: Telling,
): Promise<Answer> {
  const folders = partFolders(batch, read, wanted.paths);
  if (folders === undefined) {
    const reason = `GitHub tells of folders only, and ${wanted.paths.join(', ')} has wildcards within`;
    return {
      value: { archived: read.answer.isArchived, part_of_monorepo: true },
      unreadable: [{ path: '', reason }],
    };
  }
  const part: PartRead = {
    paths: wanted.paths,
    folders: folders.map(({ path, answer }) => ({ path, answer: orThrow(answer) ?? {} })),
  };
  return gitFacts(read, contents, part);
}

function vulnerabilityAnswer(
  read: RepositoryRead,
  { asked, wanted, batch, saysWhatIsForbidden, now }: Telling,
): Answer | Failure {
  const scans = batch.scans.get(keyOf(wanted.repository));
  if (scans === undefined) throw new Error(`${keyOf(wanted.repository)} was not looked up in the scanners`);
  if (scans instanceof ExternalServiceError) {
    const { message: failed, notBefore } = scans;
    if (notBefore === undefined) return { failed };
    return asBefore(asked) ?? { failed, notBefore };
  }
  const { paths } = wanted;
  const isOwn = paths.length === 0 ? undefined : (path: string) => filesWithin([path], paths).length > 0;
  const answer = vulnerabilityFacts({ read, scans, isOwn, saysWhatIsForbidden });
  return { ...answer, collectedAt: Math.min(now, scans.readAt ?? now) };
}

/**
 * Where only the lists must wait, what was told of them stands as it is: to say that GitHub wants no question would put
 * off all that GraphQL tells of everybody.
 */
function asBefore({ previous = [] }: Asked): Answer | undefined {
  const before = previous.find((one) => one.collector === 'github' && one.namespace === 'vulnerabilities');
  if (before === undefined || before.value === null || before.collectedAt === null) return undefined;
  const { value, collectedAt, unreadable, absent, expiring = [], error } = before;
  return { value, collectedAt, unreadable, absent, expiring, ...(error === null ? {} : { failing: error }) };
}
