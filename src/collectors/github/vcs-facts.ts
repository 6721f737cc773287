import type { FactsOf } from '../../facts/namespace.ts';
import type { vcs } from '../../facts/vcs.ts';
import type { Answer } from '../collector.ts';
import type { Change } from './answers.ts';
import { branchFacts } from './branch-facts.ts';
import type { Review } from './changes.ts';
import type { RepositoryRead } from './read-repositories.ts';
import { forbidden, notes, type Told, together } from './told.ts';

type VcsFacts = FactsOf<typeof vcs>;

export interface VcsGiven {
  readonly read: RepositoryRead;
  /** Open pull requests of the service: of a part, those that touch it. Undefined = GitHub does not show them. */
  readonly changes: readonly Change[] | undefined;
  /** By their ids; drafts are not asked about. */
  readonly reviews: ReadonlyMap<string, Review>;
  readonly isPart: boolean;
  readonly saysWhatIsForbidden: boolean;
}

export function vcsFacts(given: VcsGiven): Answer {
  const { read, isPart, saysWhatIsForbidden } = given;
  return together([
    aboutFacts(read, isPart),
    branchFacts(read, saysWhatIsForbidden),
    changeFacts(given),
    environmentFacts(read),
    releaseFacts(read),
  ]);
}

function aboutFacts({ answer }: RepositoryRead, isPart: boolean): Told {
  const visibility = VISIBILITIES.find((one) => one === answer.visibility.toLowerCase());
  const { repositoryTopics: topics } = answer;
  const value: VcsFacts = {
    url: answer.url,
    part_of_monorepo: isPart,
    ...(visibility === undefined ? {} : { visibility }),
    ...(topics ? { topics: topics.nodes.map(({ topic }) => topic.name) } : {}),
  };
  return { value, unreadable: topics ? [] : notes(['topics'], forbidden('Metadata')) };
}

const VISIBILITIES = ['public', 'internal', 'private'] as const;

function changeFacts({ changes, reviews }: VcsGiven): Told {
  if (changes === undefined)
    return { value: {}, unreadable: notes(['pull_requests'], forbidden('Pull requests')) };
  const ready = changes.filter(({ isDraft }) => !isDraft);
  const oldest = ready.map(({ createdAt }) => createdAt).toSorted((a, b) => Date.parse(a) - Date.parse(b))[0];
  const value: VcsFacts = {
    pull_requests: {
      open: ready.length,
      drafts: changes.length - ready.length,
      awaiting_review: ready.filter(({ id }) => reviews.get(id)?.isDone !== true).length,
      reviewers: [...new Set(ready.flatMap(({ id }) => reviews.get(id)?.by ?? []))].toSorted(),
      ...(oldest === undefined ? {} : { oldest_opened_at: oldest }),
    },
  };
  const none = notes(['pull_requests.oldest_opened_at'], 'no pull request is open');
  return { value, absent: oldest === undefined ? none : [] };
}

function environmentFacts({ answer: { environments } }: RepositoryRead): Told {
  if (!environments) return { value: {}, unreadable: notes(['environments'], forbidden('Environments')) };
  return { value: { environments: environments.nodes.map(({ name }) => name) } };
}

function releaseFacts({ answer: { latestRelease: release }, forbidden: hidden }: RepositoryRead): Told {
  const fields = ['last_release', 'last_release_at'];
  if (hidden.has('latestRelease')) return { value: {}, unreadable: notes(fields, forbidden('Contents')) };
  if (!release) return { value: {}, absent: notes(fields, 'the repository has no release') };
  const value: VcsFacts = {
    last_release: release.name || release.tagName,
    ...(release.publishedAt ? { last_release_at: release.publishedAt } : {}),
  };
  return { value };
}
