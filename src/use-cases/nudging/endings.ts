/** What is about to end: exceptions, attestations and that a catalog's entry is held true, a week and a day before. */
import { attestationInForce } from '../../domain/attestation.ts';
import { DAY, type Instant } from '../../domain/instant.ts';
import { ENDING_STEPS } from '../../domain/planner/decide-nudge.ts';
import type { Gap } from '../../domain/planner/gap.ts';
import { VERIFICATION } from '../../domain/planner/verification.ts';
import { historyOf, ruleIdOf } from '../attestable-rules.ts';
import type { Context } from '../context.ts';
import { dueVerifications } from '../upkeep/due-verifications.ts';

const FURTHEST = Math.max(...ENDING_STEPS) * DAY;
const PAGE = 500;

/** By service key. One question for all of the catalog: at any time only few things end within a week. */
export async function endingGaps(
  { store, policy }: Pick<Context, 'store' | 'policy'>,
  now: Instant,
): Promise<ReadonlyMap<string, readonly Gap[]>> {
  const gaps = [
    ...(await endingExceptions(store, now)),
    ...(await endingAttestations(store, now)),
    ...(await endingVerifications({ store, policy }, now)),
  ];
  return Map.groupBy(gaps, ({ service }) => service);
}

async function endingExceptions(store: Context['store'], now: Instant): Promise<readonly Gap[]> {
  const found: Gap[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const filter = { states: ['approved'], until: now + FURTHEST + 1 } as const;
    const { items } = await store.exceptions.list(filter, { offset, limit: PAGE });
    // One that is shorter than a week was never far from its end.
    for (const { id, serviceKey, until, from } of items)
      if (until > now && (from ?? 0) <= until - FURTHEST)
        found.push(ending(serviceKey, `exception:${id}`, until));
    if (items.length < PAGE) return found;
  }
}

async function endingAttestations(store: Context['store'], now: Instant): Promise<readonly Gap[]> {
  const soon = await store.attestations.ending(now + 1, now + FURTHEST + 1, PAGE);
  const histories = await store.attestations.of([...new Set(soon.map(({ serviceKey }) => serviceKey))]);
  return soon.flatMap((one) => {
    const history = historyOf(ruleIdOf(one), histories.get(one.serviceKey) ?? []);
    const counts = attestationInForce(history, now)?.id === one.id;
    return counts ? [ending(one.serviceKey, `attestation:${one.id}`, one.until)] : [];
  });
}

/** Unlike the others these stay until somebody says so. */
async function endingVerifications(
  context: Pick<Context, 'store' | 'policy'>,
  now: Instant,
): Promise<readonly Gap[]> {
  const found = await dueVerifications(context, now);
  return found.map(({ key, due }) => ending(key, VERIFICATION, due));
}

/** A later end is another matter: that is what `since` tells apart here. */
function ending(service: string, id: string, until: Instant): Gap {
  return { service, id, kind: 'ending', since: until, due: until, initiative: null };
}
