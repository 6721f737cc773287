/** What views of reminders are made of: services with their checks, in the order in which they were told. */

import { type Gap, gapKey, type ToldGap } from '../../domain/planner/gap.ts';
import { VERIFICATION } from '../../domain/planner/verification.ts';
import type { Context } from '../context.ts';
import { rulesInForce } from '../exceptions/rules-in-force.ts';
import { serviceChecks } from '../exceptions/service-checks.ts';
import type { EndingItem, NudgedService, NudgeItem, NudgeService } from '../nudge-views.ts';
import { OURSELVES } from '../ourselves.ts';
import type { ServiceRecord } from '../ports.ts';
import { subjectOf } from '../resolve-viewer.ts';
import { serviceHeading } from '../service-heading.ts';
import { initiativesOf } from './asking-initiatives.ts';

/** What a team confirms. */
const VERIFIED = 'Owner, tier, channel and links are still true';

/** What is still open of what is told. */
export interface OpenGap extends ToldGap, Partial<Pick<Gap, 'due' | 'initiative'>> {}

interface About {
  readonly fresh: ReadonlySet<string>;
  /** Until when, by service key. */
  readonly snoozes: ReadonlyMap<string, number>;
}

export async function nudgedServices(
  context: Context,
  gaps: readonly OpenGap[],
  about: About,
): Promise<readonly NudgeService[]> {
  const byService = Map.groupBy(gaps, ({ service }) => service);
  const keys = [...byService.keys()];
  const [records, wanted] = await Promise.all([
    context.store.catalog.byKeys(keys),
    initiativesOf(context.store, keys, context.clock.now()),
  ]);
  const titles = new Map(
    [...wanted.values()].flat().map(({ initiative }) => [initiative.id, initiative.title] as const),
  );
  const services = await Promise.all(
    [...byService].map(async ([key, theirs]): Promise<readonly NudgeService[]> => {
      const record = records.get(key);
      if (record === undefined || record.archivedAt !== null) return [];
      const items = await itemsOf(context, record, theirs, { ...about, titles });
      const [next] = items.filter(({ due }) => due !== null).toSorted((a, b) => (a.due ?? 0) - (b.due ?? 0));
      return [
        {
          service: nudgedService(context, record),
          due: next?.due ?? null,
          initiative: next?.initiative ?? null,
          items: items.map(({ item }) => item),
          snoozedUntil: about.snoozes.get(key) ?? null,
        },
      ];
    }),
  );
  return services.flat().filter(({ items }) => items.length > 0);
}

export function nudgedService({ policy }: Pick<Context, 'policy'>, record: ServiceRecord): NudgedService {
  const { key, id, name, tier } = serviceHeading(record, [], { teams: [], systems: [] }, policy);
  return { key, id, name, tier };
}

interface Dated {
  readonly item: NudgeItem;
  readonly due: number | null;
  readonly initiative: string | null;
}

async function itemsOf(
  context: Context,
  record: ServiceRecord,
  gaps: readonly OpenGap[],
  { fresh, titles }: About & { readonly titles: ReadonlyMap<string, string> },
): Promise<readonly Dated[]> {
  const subject = subjectOf(record, OURSELVES, context.policy);
  const checks = await serviceChecks(context, OURSELVES, record.key, subject);
  const items = await Promise.all(
    gaps.map(async (gap): Promise<readonly Dated[]> => {
      const isNew = fresh.has(gapKey(gap));
      if (gap.kind === 'ending') {
        const item = await endingItem(context, record, gap, isNew);
        if (item === null) return [];
        // That it is to be confirmed is no deadline of the service.
        return [{ item, due: item.what === 'verification' ? null : item.until, initiative: null }];
      }
      const view = checks.get(gap.id);
      if (view === undefined) return [];
      const due = gap.due ?? null;
      const initiative = titles.get(gap.initiative ?? '') ?? null;
      return [{ item: { kind: 'check', view, why: gap.kind, due, initiative, isNew }, due, initiative }];
    }),
  );
  return items.flat();
}

async function endingItem(
  { store, scorecards }: Context,
  { key }: ServiceRecord,
  { id: told, since }: OpenGap,
  isNew: boolean,
): Promise<EndingItem | null> {
  if (told === VERIFICATION)
    return { kind: 'ending', what: 'verification', id: key, title: VERIFIED, until: since, isNew };
  const [what = '', id = ''] = told.split(':');
  const rules = rulesInForce(await scorecards());
  const title = (rule: string) => rules.get(rule)?.rule.title ?? rule;
  const item = { kind: 'ending', id, until: since, isNew } as const;
  if (what === 'exception') {
    const found = await store.exceptions.byId(id);
    const titles = (found?.rules ?? []).map(({ rule }) => title(rule)).join(', ');
    return found === undefined ? null : { ...item, what, title: titles };
  }
  if (what === 'attestation') {
    const found = (await store.attestations.of([key])).get(key)?.find((one) => one.id === id);
    return found === undefined ? null : { ...item, what, title: title(found.rule) };
  }
  return null;
}
