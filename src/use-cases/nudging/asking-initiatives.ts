import type { Initiative, Participant } from '../../domain/initiative.ts';
import { DAY, type Instant } from '../../domain/instant.ts';
import type { Ports } from '../ports.ts';

export interface AskedBy {
  readonly initiative: Initiative;
  readonly part: Participant;
}

/**
 * Initiatives that ask something of these services, by service key: those that run, and those that ended within a day,
 * since the day of their deadline is not over for everybody then.
 */
export async function initiativesOf(
  { initiatives }: Pick<Ports, 'initiatives'>,
  keys: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, readonly AskedBy[]>> {
  const [running, ended] = await Promise.all([initiatives.of(keys), initiatives.list(['ended'])]);
  const today = ended.filter(({ deadline }) => deadline <= now && now - deadline < DAY);
  if (today.length === 0) return running;
  const known = new Set(keys);
  const found = new Map([...running].map(([key, asked]) => [key, [...asked]]));
  for (const initiative of today)
    for (const part of await initiatives.participants(initiative.id))
      if (known.has(part.serviceKey))
        found.set(part.serviceKey, [...(found.get(part.serviceKey) ?? []), { initiative, part }]);
  return found;
}
