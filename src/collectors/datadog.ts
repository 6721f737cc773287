import { z } from 'zod';
import type { Service } from '../domain/catalog.ts';
import { type Duration, HOUR, type Instant, MINUTE } from '../domain/instant.ts';
import { apart } from './calling/apart.ts';
import { createCaller } from './calling/caller.ts';
import { createSharedReading, type Reading } from './calling/shared-reading.ts';
import { type Answer, defineCollector } from './collector.ts';
import { monitorFacts } from './combining/monitors.ts';
import { sloAnswer } from './combining/objectives.ts';
import { type DatadogMonitor, type DatadogObjective, listMonitors, listObjectives } from './datadog/api.ts';
import { monitorOf } from './datadog/monitor-facts.ts';
import { objectivesOf } from './datadog/slo-facts.ts';

const settings = z.strictObject({
  /** The key of the tag that says which service a monitor or objective is of; its value is the service's id. */
  tag: z.string().min(1).default('service'),
  /** Where a service says that its value is another. As Datadog's Backstage plugins name it. */
  annotation: z.string().min(1).default('datadoghq.com/service-name'),
});

/** Asked for by their tags up to so many services; more are found in the list of all. */
const A_FEW = 3;
const LIST_IS_YOUNG_FOR: Duration = 5 * MINUTE;

/** Services need no link: their monitors and objectives carry a tag. */
export const datadog = defineCollector({
  name: 'datadog',
  vendor: 'Datadog',
  summary:
    'Monitors and service level objectives that carry the tag `service:ID`. Another value stands in ' +
    '`datadoghq.com/service-name`.',
  fills: ['monitors', 'slo'],
  interval: 30 * MINUTE,
  maxAge: 6 * HOUR,
  timeout: 3 * MINUTE,
  settings,
  secrets: z.object({
    DATADOG_API_KEY: z.string(),
    DATADOG_APP_KEY: z.string(),
    DATADOG_SITE: z
      .string()
      .regex(/^[a-z0-9.-]+$/, 'is the name of a site, such as datadoghq.eu')
      .default('datadoghq.com'),
    DATADOG_API_URL: z.url().optional(),
  }),
  open: ({ secrets, clock, wait }) => {
    const { DATADOG_SITE: site, DATADOG_API_URL: url = `https://api.${site}` } = secrets;
    const caller = createCaller({
      vendor: 'Datadog',
      baseUrl: url,
      headers: { 'dd-api-key': secrets.DATADOG_API_KEY, 'dd-application-key': secrets.DATADOG_APP_KEY },
      needs: 'an API key, and an application key with the scopes monitors_read and slos_read',
      clock,
      wait,
    });
    const given = { clock, youngFor: LIST_IS_YOUNG_FOR };
    return {
      caller,
      clock,
      // "datadoghq.com" has its pages at "app.datadoghq.com", "us3.datadoghq.com" at its own name.
      site: `https://${site.split('.').length > 2 ? site : `app.${site}`}`,
      monitors: createSharedReading({ ...given, read: (signal) => listMonitors(caller, signal) }),
      objectives: createSharedReading({ ...given, read: (signal) => listObjectives(caller, signal) }),
    };
  },
  budget: ({ caller }) => caller.budget(),
  collect: {
    most: 500,
    ask: (asked, { shared, settings: chosen, now, signal }) => {
      const tagged = asked.map(({ service }) => ({ id: service.id, tag: tagOf(service, chosen) }));
      const { caller, site, monitors, objectives } = shared;
      return apart(
        tagged.map(({ id }) => id),
        {
          monitors: async () => {
            const found = await tellTagged(tagged, now, ({ tags }: DatadogMonitor) => tags, {
              few: (tag) => listMonitors(caller, signal, tag),
              all: () => monitors(signal),
            });
            return new Map(found.map((one) => [one.id, monitorsAnswer(one, site, now)]));
          },
          slo: async () => {
            const found = await tellTagged(tagged, now, (one: DatadogObjective) => one.attributes.all_tags, {
              few: (tag) => listObjectives(caller, signal, tag),
              all: () => objectives(signal),
            });
            return new Map(found.map((one) => [one.id, objectivesAnswer(one, site)]));
          },
        },
      );
    },
  },
});

interface Tagged {
  /** The service's. */
  readonly id: string;
  readonly tag: string;
}

interface Found<T> extends Tagged {
  readonly told: readonly T[];
  readonly readAt: Instant;
}

interface Ways<T> {
  readonly few: (tag: string) => Promise<readonly T[]>;
  readonly all: () => Promise<Reading<readonly T[]>>;
}

/** What carries each service's tag. Searches find more than the tag, and are held to it as the list is. */
async function tellTagged<T>(
  tagged: readonly Tagged[],
  now: Instant,
  tagsOf: (told: T) => readonly string[] | null | undefined,
  { few, all }: Ways<T>,
): Promise<readonly Found<T>[]> {
  const carries = (told: T, tag: string) => tagsOf(told)?.some((one) => one.toLowerCase() === tag) ?? false;
  if (tagged.length <= A_FEW)
    return Promise.all(
      tagged.map(async (one) => {
        const told = await few(one.tag);
        return { ...one, told: told.filter((entry) => carries(entry, one.tag)), readAt: now };
      }),
    );
  const { value, readAt } = await all();
  const byTag = new Map<string, T[]>();
  for (const told of value)
    for (const tag of new Set(tagsOf(told)?.map((one) => one.toLowerCase())))
      byTag.set(tag, [...(byTag.get(tag) ?? []), told]);
  return tagged.map((one) => ({ ...one, told: byTag.get(one.tag) ?? [], readAt }));
}

function monitorsAnswer({ told, readAt }: Found<DatadogMonitor>, site: string, now: Instant): Answer {
  return { value: monitorFacts(told.map((one) => monitorOf(one, site, now))), collectedAt: readAt };
}

function objectivesAnswer({ id, tag, told, readAt }: Found<DatadogObjective>, site: string): Answer {
  const none = `no objective in Datadog has the tag ${tag}: define one for ${id}, or tag it`;
  return {
    ...sloAnswer(
      told.flatMap((one) => objectivesOf(one, site)),
      none,
    ),
    collectedAt: readAt,
  };
}

/** In Datadog all tags are lower case. */
function tagOf({ id, annotations }: Service, { tag, annotation }: z.infer<typeof settings>): string {
  return `${tag}:${annotations[annotation]?.trim() || id}`.toLowerCase();
}
