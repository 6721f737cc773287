import { DAY, type Instant } from '../domain/instant.ts';
import type { ReadinessTrend, TrendDay } from '../use-cases/picture-views.ts';
import { drawableTrend } from './drawable-words.ts';
import { box, label, type Picture, picture, stroke } from './svg.ts';
import { fitText, wrapText } from './text-width.ts';
import { THEMES, type Theme, type ThemeName } from './theme.ts';
import { levelStrip } from './trend-levels.ts';
import { drawMarks, markLegend } from './trend-marks.ts';

const EDGE = 18;
const WIDTH = 680;
const LEFT = 52;
const RIGHT = 54;
const PLOT_HEIGHT = 180;
const STRIP_HEIGHT = 96;
const LINE = 18;
const SIZE = { title: 20, words: 13 } as const;
const TICKS = [0, 25, 50, 75, 100] as const;

/** Where days and scores go. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: (at: Instant) => number;
  readonly y: (score: number) => number;
}

/** Score and levels over time, with what may have moved them. The same trend always gives the same picture. */
export function trendChart(known: ReadinessTrend, themeName: ThemeName): Picture {
  const trend = drawableTrend(known);
  const theme = THEMES[themeName];
  const lines = wrapText(subtitle(trend), SIZE.words, WIDTH - 2 * EDGE);
  const head = EDGE + SIZE.title + 22;
  const plot = plotFrom(trend, head + lines.length * LINE + 12);
  const strip = levelStrip(trend, { plot, top: plot.bottom + 62, height: STRIP_HEIGHT }, theme);
  const signs = markLegend(
    trend,
    { x: plot.left, y: strip.height + 16, width: plot.right - plot.left },
    theme,
  );
  const drawing = [
    label(
      EDGE,
      EDGE + SIZE.title,
      fitText(`Readiness of ${trend.name}`, SIZE.title, WIDTH - 2 * EDGE, true),
      {
        ...{ size: SIZE.title, bold: true, fill: theme.ink },
      },
    ),
    ...lines.map((line, nth) =>
      label(EDGE, head + nth * LINE, line, { size: SIZE.words, fill: theme.quiet }),
    ),
    grid(plot, trend, theme),
    drawMarks(trend, plot, theme),
    scoreLine(trend.days, plot, theme),
    strip.svg,
    signs.svg,
  ];
  return picture({ width: WIDTH, height: signs.height + EDGE }, theme.background, drawing.join(''));
}

function subtitle({ kind, services, scorecard, from, to }: ReadinessTrend): string {
  const whose =
    kind === 'service'
      ? ''
      : ` · mean of ${services} ${services === 1 ? 'service' : 'services'} of this ${kind}`;
  const isWithinYear = from.slice(0, 4) === to.slice(0, 4);
  const [first, last] = [from, to].map((day) => (isWithinYear ? dayWords(day) : yearWords(day)));
  return `${scorecard.name}${whose} · ${first} to ${last}`;
}

/** Noon of an ISO date. */
export function noonOf(day: string): Instant {
  return Date.parse(`${day}T12:00:00Z`);
}

const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

function dayWords(day: string): string {
  return format.format(noonOf(day));
}

function yearWords(day: string): string {
  return `${dayWords(day)} ${day.slice(0, 4)}`;
}

function plotFrom({ from, to }: ReadinessTrend, top: number): Plot {
  const first = noonOf(from) - DAY / 2;
  const length = Math.max(DAY, noonOf(to) + DAY / 2 - first);
  const right = WIDTH - RIGHT;
  const bottom = top + PLOT_HEIGHT;
  const x = (at: Instant) => LEFT + Math.min(1, Math.max(0, (at - first) / length)) * (right - LEFT);
  return { left: LEFT, right, top, bottom, x, y: (score) => bottom - (score / 100) * PLOT_HEIGHT };
}

const MOST_DATES = 6;

function grid({ left, right, bottom, x, y }: Plot, { from, to }: ReadinessTrend, theme: Theme): string {
  const style = { size: SIZE.words, fill: theme.quiet } as const;
  const scores = TICKS.flatMap((score) => [
    stroke(`M${left} ${y(score)}H${right}`, theme.line),
    label(left - 8, y(score) + 5, String(score), { ...style, anchor: 'end' }),
  ]);
  const length = noonOf(to) - noonOf(from);
  const dates = Array.from({ length: MOST_DATES }, (_, nth) => {
    const at = noonOf(from) + (length * nth) / (MOST_DATES - 1);
    const day = new Date(at).toISOString().slice(0, 10);
    return label(x(noonOf(day)), bottom + 22, dayWords(day), { ...style, anchor: 'middle' });
  });
  return [...scores, ...dates].join('');
}

/** Broken where there was no score; a day on its own is a dot. */
function scoreLine(days: readonly TrendDay[], { x, y, right }: Plot, theme: Theme): string {
  const points = days.map(({ day, score }) =>
    score === null ? null : ([x(noonOf(day)), y(score)] as const),
  );
  let path = '';
  let pen = 'M';
  for (const point of points) {
    if (point !== null) path += `${pen}${round(point[0])} ${round(point[1])}`;
    pen = point === null ? 'M' : 'L';
  }
  const last = days.findLast(({ score }) => score !== null);
  if (last === undefined || last.score === null)
    return label((LEFT + right) / 2, y(50), 'No score has been kept of these days.', {
      ...{ size: SIZE.words, anchor: 'middle', fill: theme.quiet },
    });
  const [endX, endY] = [x(noonOf(last.day)), y(last.score)];
  const dot = box({ x: endX - 4, y: endY - 4, width: 8, height: 8 }, theme.line1, 4);
  const value = label(endX + 9, endY + 5, String(last.score), {
    ...{ size: 15, bold: true, fill: theme.ink },
  });
  return stroke(path, theme.line1, 2.5) + dot + value;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
