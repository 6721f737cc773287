import type { ReadinessTrend, TrendMark } from '../use-cases/picture-views.ts';
import type { Drawn } from './legend.ts';
import { box, label, n, stroke } from './svg.ts';
import { SYMBOLS } from './symbols.ts';
import { textWidth } from './text-width.ts';
import type { Theme } from './theme.ts';
import { noonOf, type Plot } from './trend-chart.ts';

type Kind = TrendMark['kind'];

const SIZE = 13;
const LINE = 26;
/** Between the middles of two deploys. */
const APART = 11;
const WORDS: Readonly<Record<Kind, string>> = {
  deploy: 'deploy',
  exception: 'exception in force',
  scorecard: 'scorecard changed',
};
const KINDS: readonly Kind[] = ['deploy', 'exception', 'scorecard'];

/** Deploys on the time's axis, exceptions as long as they were in force, changes of the scorecard from top to bottom. */
export function drawMarks({ marks }: ReadinessTrend, plot: Plot, theme: Theme): string {
  const order = marks.toSorted((a, b) => KINDS.indexOf(b.kind) - KINDS.indexOf(a.kind));
  let lane = 0;
  let free = Number.NEGATIVE_INFINITY;
  return order
    .map((mark) => {
      if (mark.kind === 'deploy') {
        const x = plot.x(mark.at);
        // One that would stand on the one before tells nothing more.
        if (x < free) return '';
        free = x + APART;
        return deployAt(x, plot.bottom, theme);
      }
      if (mark.kind === 'scorecard') return changeAt(plot.x(noonOf(mark.day)), plot, theme);
      lane += 1;
      return exceptionBar(plot.x(mark.from), plot.x(mark.until), plot.top + ((lane - 1) % 4) * 16, theme);
    })
    .join('');
}

function deployAt(x: number, y: number, theme: Theme): string {
  return `<path d="M${n(x)} ${n(y - 9)}l5 8h-10z" fill="${theme.mark}"/>`;
}

function changeAt(x: number, { top, bottom }: Pick<Plot, 'top' | 'bottom'>, theme: Theme): string {
  const diamond = `<path d="M${n(x)} ${n(top - 7)}l5 5l-5 5l-5 -5z" fill="${theme.mark}"/>`;
  return stroke(`M${n(x)} ${n(top)}V${n(bottom)}`, theme.mark, 1, ' stroke-dasharray="3 4"') + diamond;
}

function exceptionBar(from: number, until: number, y: number, theme: Theme): string {
  const bar = box({ x: from, y, width: Math.max(14, until - from), height: 14 }, theme.exception, 3);
  return bar + shieldAt(from + 8, y + 7, theme);
}

function shieldAt(x: number, y: number, theme: Theme): string {
  return `<path transform="translate(${n(x)} ${n(y)}) scale(.9)" d="${SYMBOLS.exempt}" fill="none" stroke="${theme.ink}" stroke-width="1.4"/>`;
}

const SIGNS: Readonly<Record<Kind, (x: number, y: number, theme: Theme) => string>> = {
  deploy: (x, y, theme) => deployAt(x, y + 13, theme),
  exception: (x, y, theme) => exceptionBar(x - 7, x + 7, y + 1, theme),
  scorecard: (x, y, theme) => changeAt(x, { top: y + 7, bottom: y + 16 }, theme),
};

/** What the marks are, for those that occur. */
export function markLegend(
  { marks }: ReadinessTrend,
  place: { readonly x: number; readonly y: number; readonly width: number },
  theme: Theme,
): Drawn {
  const kinds = KINDS.filter((kind) => marks.some((mark) => mark.kind === kind));
  if (kinds.length === 0) return { svg: '', height: place.y - 16 };
  let x = place.x;
  let y = place.y;
  const drawn = kinds.map((kind) => {
    const width = 22 + textWidth(WORDS[kind], SIZE) + 18;
    if (x > place.x && x + width > place.x + place.width) {
      x = place.x;
      y += LINE;
    }
    const svg =
      SIGNS[kind](x + 8, y, theme) + label(x + 22, y + 13, WORDS[kind], { size: SIZE, fill: theme.ink });
    x += width;
    return svg;
  });
  return { svg: drawn.join(''), height: y + 16 };
}
