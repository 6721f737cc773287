/** When a team is asked whether all that the catalog says of its service is still true. */
import { fractionOf } from '../fraction-of.ts';
import { DAY, type Instant } from '../instant.ts';

/** Id of that gap: a service has one at most. */
export const VERIFICATION = 'verification';

/** A catalog is imported in one go: its teams are not asked all on the same day for the first time. */
const FIRST_WITHIN = 30 * DAY;

interface Verifiable {
  readonly owner: string;
  /** When it was last said; null = never. */
  readonly verifiedAt: Instant | null;
  readonly addedAt: Instant;
}

/** By when it is to be said (again). One team's services come together. */
export function verificationDue(
  { owner, verifiedAt, addedAt }: Verifiable,
  everyDays: number,
): { readonly due: Instant; readonly toldFrom: Instant } {
  const interval = everyDays * DAY;
  const due =
    verifiedAt === null
      ? addedAt + interval + Math.floor(fractionOf(owner) * FIRST_WITHIN)
      : verifiedAt + interval;
  // Who has just said so is left in peace, however short the interval.
  return { due, toldFrom: due - Math.min(7 * DAY, interval / 2) };
}
