import { type Duration, type Instant, SECOND } from '../../domain/instant.ts';
import type { Metric } from '../route.ts';
import { FAMILIES } from './families.ts';

/** What happened in this process since its start. */
export interface Tallies {
  readonly answered: (verb: string, outcome: string, took: Duration) => void;
  readonly jobRan: (
    job: string,
    run: { readonly at: Instant; readonly took: Duration; readonly ok: boolean },
  ) => void;
  readonly catalogRead: (at: Instant) => void;
  readonly read: () => readonly Metric[];
}

/** Seconds. 2.5 is where people are told that work goes on, 3 where Slack gives up. */
const BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const;

type Labels = Readonly<Record<string, string>>;
type Sample = Metric['samples'][number];

export function createTallies(): Tallies {
  const answers = new Map<string, Histogram>();
  const jobs = new Map<string, { succeededAt: Instant | null; took: Duration }>();
  let catalogReadAt: Instant | null = null;
  return {
    answered(verb, outcome, took) {
      const key = JSON.stringify([verb, outcome]);
      const histogram = answers.get(key) ?? newHistogram({ verb, outcome });
      answers.set(key, histogram);
      observe(histogram, took / SECOND);
    },
    jobRan(job, { at, took, ok }) {
      const succeededAt = ok ? at : (jobs.get(job)?.succeededAt ?? null);
      jobs.set(job, { succeededAt, took });
    },
    catalogRead(at) {
      catalogReadAt = at;
    },
    read: () => [
      { ...FAMILIES.catalogRead, samples: catalogReadAt === null ? [] : [{ value: catalogReadAt / SECOND }] },
      { ...FAMILIES.answers, samples: [...answers.values()].flatMap(samplesOf) },
      {
        ...FAMILIES.jobSuccess,
        samples: [...jobs].flatMap(([job, { succeededAt: at }]) =>
          at === null ? [] : [{ labels: { job }, value: at / SECOND }],
        ),
      },
      {
        ...FAMILIES.jobDuration,
        samples: [...jobs].map(([job, { took }]) => ({ labels: { job }, value: took / SECOND })),
      },
    ],
  };
}

interface Histogram {
  readonly labels: Labels;
  /** How many took at most as long as the bucket of the same place. */
  readonly within: number[];
  sum: number;
  count: number;
}

function newHistogram(labels: Labels): Histogram {
  return { labels, within: BUCKETS.map(() => 0), sum: 0, count: 0 };
}

function observe(histogram: Histogram, seconds: number): void {
  histogram.sum += seconds;
  histogram.count += 1;
  for (const [place, most] of BUCKETS.entries())
    if (seconds <= most) histogram.within[place] = (histogram.within[place] ?? 0) + 1;
}

function samplesOf({ labels, within, sum, count }: Histogram): readonly Sample[] {
  const bucket = (le: string, value: number) =>
    ({ suffix: '_bucket', labels: { ...labels, le }, value }) as const;
  return [
    ...BUCKETS.map((most, place) => bucket(String(most), within[place] ?? 0)),
    bucket('+Inf', count),
    { suffix: '_sum', labels, value: sum },
    { suffix: '_count', labels, value: count },
  ];
}
