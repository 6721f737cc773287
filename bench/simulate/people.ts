/** Who is there: holidays of their own, people who leave, and what they prefer. */
import { DAY, HOUR, type Instant } from '../../src/domain/instant.ts';
import { type Preferences, USUAL } from '../../src/domain/planner/preferences.ts';
import type { Profiles, Reachable } from '../../src/use-cases/nudging/profiles.ts';
import { mailOf, nameOf, OWNERS, standInOf, zoneOf } from './company.ts';
import type { Dice } from './dice.ts';

export interface People {
  readonly profiles: (now: () => Instant) => Profiles;
  readonly isAway: (owner: number, now: Instant) => boolean;
  /** The steward of an owner's team who is there; null = nobody. */
  readonly presentOf: (team: number, now: Instant) => number | null;
  readonly preferencesOf: (owner: number) => Preferences;
  readonly ownerOf: (userId: string) => number | undefined;
}

export const userOf = (owner: number) => `U${nameOf(owner).toUpperCase()}`;

export function peopleOf(start: Instant, dice: Dice): People {
  const away = Array.from({ length: OWNERS }, () =>
    Array.from({ length: 4 }, (_, quarter) => {
      const from = start + (quarter * 91 + dice.below(80)) * DAY + 7 * HOUR;
      return { from, to: from + (3 + dice.below(12)) * DAY };
    }),
  );
  // Three leave the company during the year.
  const leaves = new Map([17, 64, 131].map((owner) => [owner, start + (60 + dice.below(200)) * DAY]));
  const chosen = Array.from({ length: OWNERS }, (): Preferences => {
    if (dice.happens(0.1)) return { ...USUAL, nudges: 'weekly', day: 'tue' };
    return dice.happens(0.05) ? { ...USUAL, only: 'minimum-bar' } : USUAL;
  });
  const isGone = (owner: number, now: Instant) => now >= (leaves.get(owner) ?? Number.POSITIVE_INFINITY);
  const isAway = (owner: number, now: Instant) =>
    (away[owner] ?? []).some(({ from, to }) => from <= now && now < to);
  const byMail = new Map(Array.from({ length: OWNERS }, (_, owner) => [mailOf(owner), owner]));
  const byId = new Map(Array.from({ length: OWNERS }, (_, owner) => [userOf(owner), owner]));
  const others = new Map(
    ['root', 'vera', 'uma'].map((name) => [`${name}@acme.test`, { id: `U${name.toUpperCase()}`, name }]),
  );
  const reachable = (owner: number, now: Instant): Reachable => ({
    ...{ id: userOf(owner), name: nameOf(owner), timezone: zoneOf(owner).timezone },
    ...{ away: isAway(owner, now), active: !isGone(owner, now) },
  });
  return {
    profiles: (now) => ({
      async of(person) {
        const owner = byMail.get(person) ?? byId.get(person);
        if (owner !== undefined) return reachable(owner, now());
        const other = others.get(person) ?? [...others.values()].find(({ id }) => id === person);
        return other === undefined
          ? null
          : { ...other, timezone: 'Europe/London', away: false, active: true };
      },
    }),
    isAway,
    presentOf(team, now) {
      const both = [team, standInOf(team)];
      return both.find((owner) => !isGone(owner, now) && !isAway(owner, now)) ?? null;
    },
    preferencesOf: (owner) => chosen[owner] ?? USUAL,
    ownerOf: (userId) => byId.get(userId),
  };
}
