/** Who measures: Datadog for most, Prometheus for some; Codecov and SonarQube the tests; CircleCI builds one. */
import { createHash } from 'node:crypto';
import type { CircleCIContents } from '../../vendors/circleci.ts';
import type { CodecovContents } from '../../vendors/codecov.ts';
import type { DatadogContents } from '../../vendors/datadog.ts';
import type { PrometheusContents } from '../../vendors/prometheus.ts';
import type { SonarQubeContents } from '../../vendors/sonarqube.ts';
import type { Ago, World } from './world.ts';

const TARGET = 99.9;
const MONITORS = [
  'Too many errors',
  'Slow answers',
  'Nothing comes in',
  'The queue grows',
  'Memory nearly full',
  'Certificate ends soon',
  'Retries pile up',
  'A dependency is slow',
  'Restarts too often',
];

export function datadogOf({ services }: World): DatadogContents {
  const known = [...services].flatMap(([id, { datadog }]) =>
    datadog === undefined ? [] : [{ id, ...datadog }],
  );
  return {
    monitors: known.flatMap(({ id, monitors }, at) =>
      Array.from({ length: monitors }, (_, place) => ({
        id: 1_000 * (at + 1) + place,
        name: `${MONITORS[place % MONITORS.length]} (${id})`,
        tags: [`service:${id}`, 'env:production'],
      })),
    ),
    slos: known.flatMap(({ id, availability }) =>
      availability === undefined ? [] : [objective(id, availability)],
    ),
  };
}

function objective(id: string, status: number) {
  const left = Math.round((100 * (status - TARGET)) / (100 - TARGET));
  const state = status < TARGET ? ('breached' as const) : ('ok' as const);
  return {
    id: createHash('md5').update(id).digest('hex'),
    name: 'Answers without an error',
    tags: [`service:${id}`],
    overall_status: [{ timeframe: '28d', target: TARGET, status, error_budget_remaining: left, state }],
  };
}

/** The query of the objective in demo/ready.yml. */
const QUERY = 'sum by (service) (slo:availability:ratio_28d)';

export function prometheusOf({ services }: World): PrometheusContents {
  const series = [...services].flatMap(([id, { prometheus }]) =>
    prometheus === undefined ? [] : [[{ service: id }, String(prometheus.availability / 100)] as const],
  );
  return { queries: { [QUERY]: series } };
}

/** Parts of one repository have their lines in one report. */
export function codecovOf({ services }: World, ago: Ago): CodecovContents {
  const measured = [...services].flatMap(([id, { github, codecov }]) =>
    codecov === undefined ? [] : [{ name: github.repository ?? id, github, ...codecov }],
  );
  const repositories = [...Map.groupBy(measured, ({ name }) => name)].map(([name, parts]) => ({
    name,
    commits: [{ age: newest(parts.map(({ github }) => github.last_commit)), before: 0 }].flatMap(({ age }) =>
      [0, 1].map((place) => ({
        commitid: commitOf(name, place),
        timestamp: ago(age + place * 3_600_000),
        files: parts.map(({ github: { path }, coverage }) => ({
          ...{ name: path === undefined ? 'src/index.ts' : `${path}/src/index.ts`, lines: 2_000 },
          hits: Math.round(20 * coverage) - 10 * place,
        })),
      })),
    ),
  }));
  return { owners: { 'github/acme': repositories } };
}

export function sonarqubeOf({ services }: World, ago: Ago): SonarQubeContents {
  return {
    projects: [...services].flatMap(([id, { sonarqube, github }]) =>
      sonarqube === undefined
        ? []
        : [
            {
              key: sonarqube.project,
              measures: { coverage: String(sonarqube.coverage), new_coverage: '88.0' },
              analyses: [{ date: ago(github.last_commit), revision: commitOf(id, 0) }],
            },
          ],
    ),
  };
}

export function circleciOf({ services }: World, ago: Ago): CircleCIContents {
  return {
    collaborations: ['gh/acme'],
    projects: [...services].flatMap(([id, { circleci, github }]) =>
      circleci === undefined
        ? []
        : [
            {
              slug: `gh/acme/${id}`,
              pipelines: [
                {
                  ...{ id: `pipeline-of-${id}`, number: 412, revision: commitOf(id, 0) },
                  created_at: ago(github.last_commit),
                  workflows: [
                    {
                      ...{ name: 'build and deliver', status: circleci.passing ? 'success' : 'failed' },
                      stopped_at: ago(github.last_commit - 8 * 60_000),
                    },
                  ],
                },
              ],
              insights: [{ name: 'build and deliver', successful_runs: 61, failed_runs: 3 }],
            },
          ],
    ),
  };
}

/** The newest commits, from 0: the same hash wherever it is told. */
export function commitOf(repository: string, place: number): string {
  return createHash('sha1').update(`acme/${repository} ${place}`).digest('hex');
}

function newest(ages: readonly number[]): number {
  return Math.min(...ages);
}
