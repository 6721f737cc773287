import { z } from 'zod';
import type { Service } from '../domain/catalog.ts';
import { ExternalServiceError } from '../domain/errors.ts';
import { HOUR, type Instant, MINUTE } from '../domain/instant.ts';
import { absence } from './calling/absence.ts';
import { apart } from './calling/apart.ts';
import { type Caller, createCaller } from './calling/caller.ts';
import { type Answer, type Answers, type Asked, defineCollector } from './collector.ts';
import { listOnCalls, type PagerDutyService } from './pagerduty/api.ts';
import { createDirectory, type Directory, type Link } from './pagerduty/directory.ts';
import { incidentFacts } from './pagerduty/incident-facts.ts';
import { incidentsOf } from './pagerduty/incidents.ts';
import { isSchedule, onCallFacts } from './pagerduty/on-call-facts.ts';

const SERVICE_ID = 'pagerduty.com/service-id';
const INTEGRATION_KEY = 'pagerduty.com/integration-key';

/** Services are linked by the annotations of PagerDuty's Backstage plugin, of which the id comes first. */
export const pagerduty = defineCollector({
  name: 'pagerduty',
  vendor: 'PagerDuty',
  summary:
    'Escalation levels, who is on call now, and incidents of the last 90 days. Services are linked by ' +
    '`pagerduty.com/service-id` or `pagerduty.com/integration-key`.',
  fills: ['oncall', 'incidents'],
  interval: 30 * MINUTE,
  maxAge: 6 * HOUR,
  timeout: 3 * MINUTE,
  settings: z.strictObject({
    /** Incidents of these urgencies count. */
    urgencies: z
      .array(z.enum(['high', 'low']))
      .min(1)
      .default(['high']),
  }),
  secrets: z.object({
    PAGERDUTY_TOKEN: z.string(),
    PAGERDUTY_API_URL: z.url().default('https://api.pagerduty.com'),
  }),
  open: ({ secrets, clock, wait }) => {
    const caller = createCaller({
      vendor: 'PagerDuty',
      baseUrl: secrets.PAGERDUTY_API_URL,
      headers: {
        authorization: `Token token=${secrets.PAGERDUTY_TOKEN}`,
        accept: 'application/vnd.pagerduty+json;version=2',
      },
      needs: 'a read-only API key',
      clock,
      wait,
    });
    return { caller, directory: createDirectory(caller, clock) };
  },
  budget: ({ caller }) => caller.budget(),
  collect: {
    // Their ids stand in one address, and PagerDuty's servers take about 4,000 characters.
    most: 80,
    ask: async (asked, { shared, settings, now, signal }) => {
      const answers = new Map<string, Answers | ExternalServiceError>();
      const linked = asked.flatMap((one) => {
        const link = linkOf(one.service);
        if (link === undefined) answers.set(one.service.id, absentWith(notLinked(one.service)));
        return link === undefined ? [] : [{ ...one, link }];
      });
      const told = await tell(linked, { ...shared, ...settings, now, signal });
      return new Map([...answers, ...told]);
    },
  },
});

interface Linked extends Asked {
  readonly link: Link;
}

interface Telling {
  readonly caller: Caller;
  readonly directory: Directory;
  readonly urgencies: readonly ('high' | 'low')[];
  readonly now: Instant;
  readonly signal: AbortSignal;
}

type Told = ReadonlyMap<string, Answers | ExternalServiceError>;

/** What PagerDuty knows of services that name something there. When it fails, it fails for these alone. */
async function tell(linked: readonly Linked[], telling: Telling): Promise<Told> {
  if (linked.length === 0) return new Map();
  try {
    const { services, readAt } = await telling.directory.services(
      linked.map(({ link }) => link),
      telling.signal,
    );
    const found = linked.map((one, place) => ({ ...one, told: services[place] }));
    const known: Known[] = [];
    const others = new Map<string, Answers | ExternalServiceError>();
    for (const { service, link, told } of found) {
      if (told === undefined) others.set(service.id, absentWith(notThere(service, link)));
      else if ('refused' in told) others.set(service.id, told.refused);
      else known.push({ id: service.id, told, readAt });
    }
    return new Map([...others, ...(await tellKnown(known, telling))]);
  } catch (error) {
    if (!(error instanceof ExternalServiceError)) throw error;
    return new Map(linked.map(({ service }) => [service.id, error]));
  }
}

interface Known {
  /** In the catalog. */
  readonly id: string;
  readonly told: PagerDutyService;
  readonly readAt: Instant;
}

function tellKnown(known: readonly Known[], telling: Telling): Promise<ReadonlyMap<string, Answers>> {
  if (known.length === 0) return Promise.resolve(new Map());
  return apart(
    known.map(({ id }) => id),
    { oncall: () => tellOnCall(known, telling), incidents: () => tellIncidents(known, telling) },
  );
}

async function tellOnCall(
  known: readonly Known[],
  { caller, directory, signal }: Telling,
): Promise<ReadonlyMap<string, Answer>> {
  const policies = known.flatMap(({ told }) => told.escalation_policy ?? []);
  const targets = policies.flatMap((policy) => policy.escalation_rules.flatMap((rule) => rule.targets));
  const rotations = targets.filter(({ type }) => isSchedule(type)).map(({ id }) => id);
  const [onCalls, schedules] = await Promise.all([
    onCallsOf(caller, unique(policies.map(({ id }) => id)), signal),
    rotations.length === 0 ? new Map() : schedulesOf(directory, unique(rotations), signal),
  ]);
  return new Map(
    known.map(({ id, told, readAt }) => {
      const { escalation_policy: policy, status, name } = told;
      const called = `the PagerDuty service ${name ?? told.id}`;
      if (status === 'disabled') return [id, absence(`${called} is disabled and calls nobody: enable it`)];
      if (policy == null) return [id, absence(`${called} has no escalation policy: give it one`)];
      return [id, { ...onCallFacts(policy, onCalls, schedules), collectedAt: readAt }];
    }),
  );
}

async function onCallsOf(caller: Caller, policies: readonly string[], signal: AbortSignal) {
  if (policies.length === 0) return [];
  const { entries, isWhole } = await listOnCalls(caller, policies, signal);
  if (!isWhole)
    throw new ExternalServiceError('PagerDuty', 'PagerDuty has more people on call than it tells');
  return entries;
}

/** Without them only the number of people is not known. */
async function schedulesOf(directory: Directory, ids: readonly string[], signal: AbortSignal) {
  try {
    return await directory.schedules(ids, signal);
  } catch (error) {
    if (!(error instanceof ExternalServiceError)) throw error;
    return { unreadable: `schedules: ${error.message}` };
  }
}

async function tellIncidents(
  known: readonly Known[],
  { caller, urgencies, now, signal }: Telling,
): Promise<ReadonlyMap<string, Answer>> {
  const services = unique(known.map(({ told }) => told.id));
  const incidents = await incidentsOf(caller, { services, urgencies, now, signal });
  return new Map(known.map(({ id, told }) => [id, incidentFacts(incidents.get(told.id) ?? [], now)]));
}

function linkOf({ annotations }: Service): Link | undefined {
  const id = annotations[SERVICE_ID]?.trim();
  if (id) return { id };
  const key = annotations[INTEGRATION_KEY]?.trim();
  return key ? { key } : undefined;
}

function notLinked({ id }: Service): string {
  return `not linked to on-call: add \`${SERVICE_ID}\` to ${id} in the catalog`;
}

/** Without the key: who has it can raise incidents. */
function notThere({ id }: Service, link: Link): string {
  return 'id' in link
    ? `PagerDuty has no service ${link.id}: correct \`${SERVICE_ID}\` of ${id} in the catalog`
    : `no service of PagerDuty has this integration key: correct \`${INTEGRATION_KEY}\` of ${id} in the catalog`;
}

function absentWith(reason: string): Answers {
  return { oncall: absence(reason), incidents: absence(reason) };
}

function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}
