import type { Duration, Instant } from '../../domain/instant.ts';
import type { Organisation } from '../../domain/organisation.ts';
import type { VendorApi, VendorOptions } from '../../vendors/vendor.ts';
import type { VendorName } from './environment.ts';
import { loadTestsOf } from './load-tests.ts';
import { circleciOf, codecovOf, datadogOf, prometheusOf, sonarqubeOf } from './observability.ts';
import { pagerDutyOf } from './pagerduty.ts';
import type { SlackOutside } from './slack.ts';
import { snykOf } from './snyk.ts';
import { webOf } from './web.ts';
import type { Ago, World } from './world.ts';

export interface OutsideApi {
  /** Loads it: GitHub's brings a library for GraphQL, which takes a tenth of a second. */
  readonly api: () => Promise<VendorApi>;
  readonly fault?: VendorOptions['fault'];
}

type Clock = { readonly now: () => Instant };

/** What each stand-in answers. Moments are counted from now, troubles begin and end by the clock. */
export function apisOf(
  world: World,
  people: Organisation['people'],
  clock: Clock,
  slack: SlackOutside,
): Readonly<Record<VendorName, OutsideApi>> {
  const start = clock.now();
  const ago: Ago = (length) => new Date(start - length).toISOString().replace(/\.\d+Z$/, 'Z');
  const begun = (trouble: { readonly since: Duration } | undefined, at: Instant) =>
    trouble !== undefined && at >= start - trouble.since;
  const isRefused = (id: string, at: Instant) =>
    [...world.services.values()].some(
      ({ pagerduty }) => pagerduty?.service === id && begun(pagerduty.refuses, at),
    );
  return {
    github: {
      api: async () => {
        const [{ github }, { githubOf }] = await Promise.all([
          import('../../vendors/github.ts'),
          import('./github.ts'),
        ]);
        const isHidden = (id: string) => begun(world.services.get(id)?.github.refuses, clock.now());
        return github.api(githubOf(world, people, ago, isHidden), clock);
      },
    },
    pagerduty: {
      api: async () => {
        const { pagerduty } = await import('../../vendors/pagerduty.ts');
        return pagerduty.api(
          pagerDutyOf(world, ago, (id) => isRefused(id, clock.now())),
          clock,
        );
      },
      fault: ({ path, at }) => {
        const id = /^\/services\/(\w+)/.exec(path)?.[1];
        return id !== undefined && isRefused(id, at) ? ACCESS_DENIED : undefined;
      },
    },
    datadog: {
      api: async () => (await import('../../vendors/datadog.ts')).datadog.api(datadogOf(world), clock),
    },
    prometheus: {
      api: async () =>
        (await import('../../vendors/prometheus.ts')).prometheus.api(prometheusOf(world), clock),
    },
    codecov: {
      api: async () => (await import('../../vendors/codecov.ts')).codecov.api(codecovOf(world, ago), clock),
    },
    sonarqube: {
      api: async () =>
        (await import('../../vendors/sonarqube.ts')).sonarqube.api(sonarqubeOf(world, ago), clock),
    },
    circleci: {
      api: async () =>
        (await import('../../vendors/circleci.ts')).circleci.api(circleciOf(world, ago), clock),
    },
    snyk: {
      api: async () => (await import('../../vendors/snyk.ts')).snyk.api(snykOf(world, ago), clock),
    },
    slack: { api: async () => slack.api },
    links: { api: async () => webOf(world) },
    http: { api: async () => loadTestsOf(world, ago) },
  };
}

/** As of a service in a team that the key's owner may not see. */
const ACCESS_DENIED = { status: 403, body: '{"error":{"message":"Access Denied","code":2010}}' };
