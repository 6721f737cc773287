/** What pictures say in others' words, in characters that can be drawn. */
import type { ReadinessMap, ReadinessTrend } from '../use-cases/picture-views.ts';
import { drawable } from './drawable.ts';

export function drawableMap(map: ReadinessMap): ReadinessMap {
  const levels = levelWords(map.columns.map(({ level }) => level));
  return {
    ...map,
    scorecard: { ...map.scorecard, name: drawable(map.scorecard.name, map.scorecard.id, 'scorecard') },
    filter: map.filter === '' ? '' : drawable(map.filter, 'some of all'),
    columns: map.columns.map((column, nth) => ({
      ...column,
      title: drawable(column.title, column.rule, `rule ${nth + 1}`),
      level: levels(column.level),
    })),
    rows: map.rows.map((row, nth) => ({
      ...row,
      name: drawable(row.name, row.id ?? '', `${map.by} ${nth + 1}`),
    })),
  };
}

export function drawableTrend(trend: ReadinessTrend): ReadinessTrend {
  const level = levelWords(trend.levels);
  return {
    ...trend,
    name: drawable(trend.name, trend.id, `a ${trend.kind}`),
    scorecard: { ...trend.scorecard, name: drawable(trend.scorecard.name, trend.scorecard.id, 'scorecard') },
    levels: trend.levels.map(level),
    days: trend.days.map((day) => ({
      ...day,
      levels: Object.fromEntries(Object.entries(day.levels).map(([id, services]) => [level(id), services])),
    })),
  };
}

/** Ids that differ have words that differ. The empty one is that none is reached. */
function levelWords(ids: readonly string[]): (id: string) => string {
  const words = new Map(Array.from(new Set(ids), (id, nth) => [id, drawable(id, `level ${nth + 1}`)]));
  return (id) => words.get(id) ?? drawable(id);
}
