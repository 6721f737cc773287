import { DAY } from '../domain/instant.ts';
import type { ReadinessTrend, TrendDay } from '../use-cases/picture-views.ts';
import { levelLabel } from './heat-map-layout.ts';
import type { Drawn } from './legend.ts';
import { type Box, box, label } from './svg.ts';
import { textWidth } from './text-width.ts';
import { shareColour, type Theme } from './theme.ts';
import { noonOf, type Plot } from './trend-chart.ts';

const SIZE = 13;
const SWATCH = 16;
const LINE = 26;
const GAP = 18;

/** How many services held which level, day by day, the highest on top; of a single service a band of its level. */
export function levelStrip(
  trend: ReadinessTrend,
  { plot, top, height }: { readonly plot: Plot; readonly top: number; readonly height: number },
  theme: Theme,
): Drawn {
  const { days, services } = trend;
  const tall = trend.kind === 'service' ? 30 : height;
  const order = [...trend.levels.toReversed(), ''];
  const most = Math.max(1, services, ...days.map(total));
  const bars = runsOf(days, plot).flatMap(({ day, x, end }) => {
    let y = top + tall - (total(day) / most) * tall;
    return order.flatMap((level) => {
      const share = ((day.levels[level] ?? 0) / most) * tall;
      const bar = { x, y, width: end - x, height: share };
      y += share;
      return share === 0 ? [] : [levelBar(bar, level, trend, theme)];
    });
  });
  const head = label(plot.left, top - 8, 'Level held', { size: SIZE, bold: true, fill: theme.ink });
  const signs = levelSigns(trend, order, { x: plot.left, y: top + tall + 12, right: plot.right }, theme);
  return { svg: head + bars.join('') + signs.svg, height: signs.height };
}

/**
 * Neighbouring days of the same levels, as one, from pixel to pixel: seams would look like something that happened.
 */
function runsOf(days: readonly TrendDay[], plot: Plot) {
  const runs: { readonly day: TrendDay; readonly x: number; end: number }[] = [];
  for (const day of days) {
    const last = runs.at(-1);
    const x = Math.round(plot.x(noonOf(day.day) - DAY / 2));
    const end = Math.round(plot.x(noonOf(day.day) + DAY / 2));
    if (last !== undefined) last.end = x;
    if (last !== undefined && isSame(last.day, day)) last.end = end;
    else runs.push({ day, x, end });
  }
  return runs;
}

function isSame(one: TrendDay, other: TrendDay): boolean {
  const levels = new Set([...Object.keys(one.levels), ...Object.keys(other.levels)]);
  return [...levels].every((level) => (one.levels[level] ?? 0) === (other.levels[level] ?? 0));
}

/** Of a single service the level's name stands on it, where it fits. */
function levelBar(bar: Box, level: string, { kind, levels }: ReadinessTrend, theme: Theme): string {
  const { fill, ink } = colourOf(level, levels, theme);
  const name = nameOf(level);
  const fits = kind === 'service' && textWidth(name, SIZE) + 12 <= bar.width;
  const words = fits ? label(bar.x + 6, bar.y + bar.height / 2 + 5, name, { size: SIZE, fill: ink }) : '';
  return box(bar, fill) + words;
}

function total({ levels }: TrendDay): number {
  return Object.values(levels).reduce((sum, services) => sum + services, 0);
}

/** Orange where no level is reached, towards blue with each level. */
function colourOf(level: string, levels: readonly string[], theme: Theme) {
  const rank = levels.indexOf(level) + 1;
  return shareColour(theme, level === '' ? 10 : 50 + (rank / Math.max(1, levels.length)) * 50);
}

function nameOf(level: string): string {
  return level === '' ? 'Starting' : levelLabel(level);
}

/** The levels with how many hold them now, and how many more or fewer than at first. */
function levelSigns(
  { days, levels, kind }: ReadinessTrend,
  order: readonly string[],
  { x: left, y: top, right }: { readonly x: number; readonly y: number; readonly right: number },
  theme: Theme,
): Drawn {
  const [first, last] = [days[0], days.at(-1)];
  let x = left;
  let y = top;
  const drawn = order.map((level) => {
    const now = last?.levels[level] ?? 0;
    const words = kind === 'service' ? nameOf(level) : `${nameOf(level)} ${now}${moved(first, last, level)}`;
    const width = SWATCH + 6 + textWidth(words, SIZE) + GAP;
    if (x > left && x + width > right) {
      x = left;
      y += LINE;
    }
    const svg =
      box({ x, y, width: SWATCH, height: SWATCH }, colourOf(level, levels, theme).fill, 2) +
      label(x + SWATCH + 6, y + 13, words, { size: SIZE, fill: theme.ink });
    x += width;
    return svg;
  });
  return { svg: drawn.join(''), height: y + SWATCH };
}

function moved(first: TrendDay | undefined, last: TrendDay | undefined, level: string): string {
  const by = (last?.levels[level] ?? 0) - (first?.levels[level] ?? 0);
  if (by === 0) return '';
  return by > 0 ? ` (▲${by})` : ` (▼${-by})`;
}
