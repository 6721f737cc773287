/** How a service or a team came along within a quarter, always the same. */
import { DAY } from '../../src/domain/instant.ts';
import type { ReadinessTrend, TrendDay } from '../../src/use-cases/picture-views.ts';

const FROM = '2026-08-23';

export function literalTrend(kind: ReadinessTrend['kind'] = 'team'): ReadinessTrend {
  const days = Array.from({ length: 91 }, (_, nth) => dayOf(nth, kind)).filter((_, nth) => nth % 29 !== 13);
  const at = (nth: number) => Date.parse(FROM) + nth * DAY;
  return {
    kind,
    id: kind === 'service' ? 'payments-api' : 'payments',
    name: kind === 'service' ? 'Payments API' : 'Payments',
    scorecard: { id: 'production-readiness', name: 'Production readiness' },
    levels: ['bronze', 'silver', 'gold'],
    services: kind === 'service' ? 1 : 12,
    from: FROM,
    to: '2026-11-21',
    words: kind === 'service' ? 'payments-api' : '@payments',
    timezone: 'UTC',
    days,
    marks: [
      { kind: 'scorecard', day: '2026-09-30' },
      ...(kind === 'service'
        ? ([
            { kind: 'exception', from: at(20), until: at(34), rules: 1 },
            { kind: 'exception', from: at(30), until: at(60), rules: 2 },
            { kind: 'deploy', at: at(62) },
            { kind: 'deploy', at: at(75.5) },
            { kind: 'deploy', at: at(86) },
          ] as const)
        : []),
    ],
  };
}

function dayOf(nth: number, kind: ReadinessTrend['kind']): TrendDay {
  const day = new Date(Date.parse(FROM) + nth * DAY).toISOString().slice(0, 10);
  const score = Math.min(100, Math.floor(46 + nth * 0.42 + (nth % 17) - (nth > 55 && nth < 63 ? 14 : 0)));
  if (kind === 'service') {
    const level = nth < 25 ? '' : nth < 56 ? 'bronze' : nth < 63 ? '' : 'silver';
    return { day, score: nth === 40 ? null : score, levels: { [level]: 1 } };
  }
  const gold = Math.floor(nth / 35);
  const silver = 2 + Math.floor(nth / 22);
  const bronze = nth > 55 && nth < 63 ? 2 : 4;
  return { day, score, levels: { gold, silver, bronze, '': 12 - gold - silver - bronze } };
}
