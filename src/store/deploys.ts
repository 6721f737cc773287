import { DAY } from '../domain/instant.ts';
import type { DeploysPort } from '../use-cases/picture-ports.ts';
import type { Session } from './session.ts';

export function deployReads({ db, tables: { deployDays }, among }: Session): Pick<DeploysPort, 'daysOf'> {
  return {
    async daysOf(keys) {
      const rows = await db.select().from(deployDays).where(among(deployDays.serviceKey, keys));
      return new Map(rows.map(({ serviceKey, days }) => [serviceKey, days.map(dateOf)]));
    },
  };
}

export function deployWrites({ write, tables: { deployDays } }: Session): Pick<DeploysPort, 'keep'> {
  return {
    keep: (all) =>
      write({
        table: deployDays,
        rows: all.map(({ serviceKey, days }) => ({ serviceKey, days: days.map(numberOf) })),
        key: [deployDays.serviceKey],
      }),
  };
}

function numberOf(date: string): number {
  return Date.parse(date) / DAY;
}

function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
