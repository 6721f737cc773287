import { ExternalServiceError } from '../../domain/errors.ts';
import { type Duration, type Instant, MINUTE } from '../../domain/instant.ts';
import type { Caller } from '../calling/caller.ts';
import { fewAtATime } from '../calling/few-at-a-time.ts';
import { createSharedReading } from '../calling/shared-reading.ts';
import type { Surroundings } from '../running/surroundings.ts';
import {
  findSchedule,
  findService,
  listSchedules,
  listServices,
  type PagerDutyService,
  type Schedule,
} from './api.ts';

/** How a service of the catalog is linked: `pagerduty.com/service-id` or `pagerduty.com/integration-key`. */
export type Link = { readonly id: string } | { readonly key: string };

export interface Found {
  /** In the order of the links; undefined = PagerDuty was asked and has no such service. */
  readonly services: readonly (PagerDutyService | Refused | undefined)[];
  readonly readAt: Instant;
}

/** PagerDuty answered, and not about this one. */
export interface Refused {
  readonly refused: ExternalServiceError;
}

/** Finds what PagerDuty has, by one question each for a few and from the list of all for many. */
export interface Directory {
  readonly services: (links: readonly Link[], signal: AbortSignal) => Promise<Found>;
  /** By id; those that PagerDuty does not have, or does not show, are left out. */
  readonly schedules: (ids: readonly string[], signal: AbortSignal) => Promise<ReadonlyMap<string, Schedule>>;
}

/** So many are asked for one by one; more are looked up in a list, of which a page tells a hundred. */
const A_FEW = 5;
/** For the batches of one round. Whoever asks about a few wants to know it now, and is not told from a list. */
const LIST_IS_YOUNG_FOR: Duration = 10 * MINUTE;

export function createDirectory(caller: Caller, clock: Surroundings['clock']): Directory {
  const youngFor = LIST_IS_YOUNG_FOR;
  const allServices = createSharedReading({
    clock,
    youngFor,
    read: async (signal) => {
      const { entries } = await listServices(caller, signal);
      const keyed = entries.flatMap((one) => keysOf(one).map((key) => [key, one] as const));
      return { byId: new Map(entries.map((one) => [one.id, one])), byKey: new Map(keyed) };
    },
  });
  const allSchedules = createSharedReading({
    clock,
    youngFor,
    read: async (signal) =>
      new Map((await listSchedules(caller, signal)).entries.map((one) => [one.id, one])),
  });

  const find = (link: Link, signal: AbortSignal) =>
    'id' in link ? findService(caller, link.id, signal) : serviceWithKey(caller, link.key, signal);

  /** One service that a key may not see does not hide the others. */
  const asked = async (link: Link, signal: AbortSignal): Promise<PagerDutyService | Refused | undefined> => {
    try {
      return await find(link, signal);
    } catch (error) {
      if (!(error instanceof ExternalServiceError) || error.notBefore !== undefined) throw error;
      return { refused: error };
    }
  };

  return {
    async services(links, signal) {
      const now = clock.now();
      if (links.length <= A_FEW)
        return { services: await fewAtATime(links, (link) => asked(link, signal)), readAt: now };
      const { value, readAt } = await allServices(signal);
      const listed = (link: Link) => ('id' in link ? value.byId.get(link.id) : value.byKey.get(link.key));
      // The list may not reach all of them, and may be some minutes old: only a question of its own proves absence.
      const services = await fewAtATime(links, async (link) => listed(link) ?? asked(link, signal));
      return { services, readAt };
    },
    async schedules(ids, signal) {
      if (ids.length > A_FEW) return (await allSchedules(signal)).value;
      const found = await fewAtATime(ids, (id) => findSchedule(caller, id, signal));
      return new Map(found.flatMap((one) => (one === undefined ? [] : [[one.id, one]])));
    },
  };
}

/** The search looks at names too. */
async function serviceWithKey(
  caller: Caller,
  key: string,
  signal: AbortSignal,
): Promise<PagerDutyService | undefined> {
  const { entries } = await listServices(caller, signal, key);
  return entries.find((one) => keysOf(one).includes(key));
}

function keysOf({ integrations }: PagerDutyService): readonly string[] {
  return (integrations ?? []).flatMap(({ integration_key: key }) => (key ? [key] : []));
}
