/** A readiness map of as many services as a test wants, always the same one. */
import type { Outcome } from '../../src/domain/outcome.ts';
import type { PictureReaders } from '../../src/slack/messages/message.ts';
import type { OutcomesRow } from '../../src/use-cases/picture-ports.ts';
import type { MapColumn, ReadinessMap } from '../../src/use-cases/picture-views.ts';
import { type GroupName, grouped } from '../../src/use-cases/pictures/grouped-rows.ts';
import { added, noOutcomes, okShare } from '../../src/use-cases/pictures/outcome-counts.ts';

export const NO_PICTURES: PictureReaders = { map: async () => null, paintMap: async () => new Uint8Array() };

const TITLES = [
  'Owner known',
  'Runbook linked',
  'On-call for all',
  'Two on-call levels',
  'Merge approval',
  'Service level objective defined',
  'No critical vulnerabilities open for more than seven days',
  'Code coverage over 80 %',
  'Deploys every week',
  'Logs are searchable',
  'Dashboards exist',
  'Rollback tried within 90 days',
];
const LEVELS = ['bronze', 'silver', 'gold'];
const WORDS = ['payments', 'ledger', 'search', 'checkout', 'refunds', 'catalog', 'parcel', 'identity'];
const ENDINGS = ['api', 'worker', 'gateway', 'store-front-end-for-returning-customers', 'sync'];

export interface LiteralMap {
  readonly services: number;
  readonly rules?: number;
  readonly by?: GroupName;
  readonly teams?: number;
}

function outcomeRows({ services, rules = 12, teams = 25 }: LiteralMap): OutcomesRow[] {
  const chance = sequence();
  return Array.from({ length: services }, (_, nth) => {
    const weak = (nth * 7) % 5 === 0 ? 0.45 : 0.12;
    return {
      id: `${WORDS[nth % WORDS.length]}-${ENDINGS[(nth * 3) % ENDINGS.length]}${nth < 8 ? '' : `-${nth}`}`,
      name: `Service ${nth}`,
      tier: `tier-${(nth % 3) + 1}`,
      owner: nth % 23 === 7 ? null : `team-${nth % teams}`,
      system: `system-${nth % 12}`,
      outcomes: Array.from({ length: rules }, (_, rule) => outcomeBy(chance(), weak + (rule % 5) * 0.06)),
    };
  });
}

function outcomeBy(chance: number, failing: number): Outcome {
  if (chance < failing) return 'fail';
  if (chance < failing + 0.08) return 'unknown';
  if (chance < failing + 0.11) return 'exempt';
  return chance > 0.96 ? 'not_applicable' : 'pass';
}

export function literalMap(size: LiteralMap): ReadinessMap {
  const { rules = 12 } = size;
  const found = outcomeRows(size);
  const { by, groupedItself, rows } = grouped(found, size.by ?? null, (_by, id) => id);
  const columns = Array.from(
    { length: rules },
    (_, nth): MapColumn => ({
      rule: `rule-${nth}`,
      title: TITLES[nth % TITLES.length] ?? '',
      level: LEVELS[Math.floor((nth * LEVELS.length) / rules)] ?? '',
      required: nth < 3,
      counts: rows.reduce((sum, row) => added(sum, row.cells[nth]), noOutcomes()),
    }),
  );
  return {
    scorecard: { id: 'production-readiness', name: 'Production readiness' },
    filter: '',
    words: 'production-readiness',
    at: Date.UTC(2026, 10, 21, 17, 42),
    timezone: 'UTC',
    ...{ by, groupedItself, services: size.services, columns },
    without: 3,
    rows: rows.toSorted((a, b) => (a.ok ?? 101) - (b.ok ?? 101)),
    weakest: columns.toSorted((a, b) => (okShare(a.counts) ?? 0) - (okShare(b.counts) ?? 0)).slice(0, 3),
  };
}

/** Numbers of 0–1 that look like chance and are the same each time. */
function sequence(): () => number {
  let state = 42;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
