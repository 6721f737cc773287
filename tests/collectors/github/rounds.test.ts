import { describe, expect, test } from 'vitest';
import type { Collected } from '../../../src/collectors/collector.ts';
import { HOUR, MINUTE } from '../../../src/domain/instant.ts';
import type { GithubRepository } from '../../../src/vendors/github/repository.ts';
import type { Fault, ReceivedRequest } from '../../../src/vendors/vendor.ts';
import { NOW } from '../../support/collecting.ts';
import { learned } from '../../support/vendor-at-work.ts';
import { ago, githubAtWork, of, shop } from './shop.ts';

const COUNT = 200;
const NAMES = Array.from({ length: COUNT }, (_, number) => `service-${number}`);

/** Some with much of everything, most with little. */
function repository(name: string, number: number): GithubRepository {
  const times = <T>(count: number, make: (at: number) => T) =>
    Array.from({ length: count }, (_, at) => make(at));
  return {
    ...shop({ topics: ['pay'], licence: 'MIT' }),
    name: `acme/${name}`,
    pullRequests: times(number % 100 === 0 ? 120 : number % 4, (at) => ({
      ...{ number: at + 1, createdAt: ago(150 - at), reviews: at % 2 },
    })),
    vulnerabilityAlerts: times(number % 60 === 0 ? 110 : number % 3, () => ({
      severity: 'HIGH',
      createdAt: ago(4),
    })),
    codeScanning: times(number % 5, () => ({ security: 'low', createdAt: ago(5) })),
    secretScanning: times(number % 2, () => ({ createdAt: ago(6) })),
    ...(number % 2 === 0 ? { protection: { requiredApprovingReviewCount: number % 3 } } : {}),
  };
}

const REPOSITORIES = NAMES.map(repository);
const SERVICES = NAMES.map((name) => of(name));

/** What is known after some rounds: a failure keeps what was known before. */
async function roundsWith(fault: (request: ReceivedRequest) => Fault | undefined) {
  const contents = { rates: { core: 5_000, graphql: 5_000, window: HOUR, secondary: false } };
  const { collect, vendor, time } = await githubAtWork(REPOSITORIES, { contents, fault });
  const known = new Map<string, unknown>();
  const fresh: Collected[] = [];
  for (let round = 0; round < 6; round++) {
    for (const [id, told] of await collect(SERVICES)) {
      for (const one of Object.values(told)) {
        if (!('fresh' in one)) continue;
        fresh.push(one);
        known.set(`${id} ${one.namespace}`, [one.fresh.value, one.fresh.absent, one.fresh.unreadable]);
      }
    }
    // A round begins half an hour after the last.
    time.now = Math.max(time.now, NOW + (round + 1) * 30 * MINUTE);
  }
  return { known, vendor, fresh };
}

test('errors, refusals and an outage end with the facts of calm days, and nothing is sent when it is forbidden', {
  timeout: 60_000,
}, async () => {
  const calm = await roundsWith(() => undefined);
  const outage = [NOW + 5 * MINUTE, NOW + 35 * MINUTE] as const;
  const stormy = await roundsWith(({ number, at }) => {
    if (at >= outage[0] && at < outage[1]) return { status: 503 };
    // Spread as if by chance, but the same each time.
    const chance = (number * 7919) % 100;
    if (chance < 12) return { status: 502 };
    if (chance < 16) return { ends: 'without an answer' };
    if (chance < 18) return { ends: 'in the middle' };
    return chance < 20 ? { status: 429, retryAfter: 90 } : undefined;
  });
  expect(
    stormy.vendor.requests.filter(({ status }) => status !== 200 && status !== 304).length,
  ).toBeGreaterThan(10);
  expect(stormy.vendor.requests.filter(({ forbidden }) => forbidden)).toEqual([]);
  expect(stormy.known.size).toBe(COUNT * 5);
  expect(stormy.known).toEqual(calm.known);
});

const MOST_TURNS = 100;

describe('a round', () => {
  test('costs ten thousand repositories less than 1,200 requests and 4,000 points, and unchanged 400 requests', async () => {
    const contents = { rates: { core: 5_000, graphql: 5_000, window: HOUR, secondary: false } };
    const { collect, vendor, time } = await githubAtWork(REPOSITORIES, { contents });
    const round = async () => {
      const before = vendor.requests.length;
      const collected = await collect(SERVICES);
      expect(learned(collected.get('service-100')?.vcs)).toMatchObject({ pull_requests: { open: 120 } });
      time.now += 30 * MINUTE;
      return vendor.requests.slice(before);
    };
    const scale = 10_000 / COUNT;
    const cold = await round();
    const first = cold.filter(({ body }) => !body.includes('query Pages'));
    // However many there are, no more than these take their turn in a round.
    const turns = first.filter(({ path }) => /^\/repos\/.*\/code-scanning/.test(path));
    expect(turns.length).toBeGreaterThan(0);
    expect((first.length - turns.length) * scale + MOST_TURNS).toBeLessThanOrEqual(1_200);
    const points = cold.filter(({ path }) => path === '/graphql').reduce((sum, { cost }) => sum + cost, 0);
    expect(points * scale).toBeLessThanOrEqual(4_000);
    const again = await round();
    const counted = again.filter(({ status }) => status !== 304);
    // The pages of the few that have more than fit on one are read anew each time.
    const pages = counted.filter(({ body }) => body.includes('query Pages'));
    // All that prove nothing have had their turn in the first round.
    expect((counted.length - pages.length) * scale).toBeLessThanOrEqual(400);
  });
});
