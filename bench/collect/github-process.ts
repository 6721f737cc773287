/** The local GitHub as a process of its own; the bench tells it by messages what to do. */
import { github } from '../../src/vendors/github.ts';
import { type AnsweredRequest, startVendor } from '../../src/vendors/vendor.ts';
import { githubWorld, repositoryOf } from './github-world.ts';

/** What was asked since the last tally. */
export interface Tally {
  readonly requests: number;
  /** Those that cost something of the rate. */
  readonly counting: number;
  readonly points: number;
  readonly forbidden: number;
  readonly refused: number;
}

const [repositories = 0, latency = 0] = process.argv.slice(2).map(Number);
const at = Date.now();
const contents = githubWorld(repositories, at);
const clock = { now: Date.now };
const vendor = await startVendor(github.api(contents, clock), { clock, latency, crossing: 2 * latency });
let told = 0;

process.on('message', (message) => {
  if (message === 'change') changeAll();
  const since = vendor.requests.slice(told);
  told = vendor.requests.length;
  process.send?.(tallied(since));
});
process.on('disconnect', () => process.exit());
process.send?.(vendor.url);

function changeAll(): void {
  for (let n = 0; n < repositories; n++) {
    const repository = repositoryOf(n, at, 1);
    const commits = [{ at: `${new Date().toISOString().slice(0, 19)}Z` }, ...(repository.commits ?? [])];
    contents.repositories.set(repository.name, { ...repository, commits });
  }
}

function tallied(requests: readonly AnsweredRequest[]): Tally {
  return {
    requests: requests.length,
    counting: requests.filter(({ cost }) => cost > 0).length,
    points: requests.reduce((sum, { path, cost }) => sum + (path === '/graphql' ? cost : 0), 0),
    forbidden: requests.filter(({ forbidden }) => forbidden).length,
    refused: requests.filter(({ status }) => status >= 400).length,
  };
}
