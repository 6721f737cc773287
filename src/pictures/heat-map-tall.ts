import type { MapColumn, MapRow, ReadinessMap } from '../use-cases/picture-views.ts';
import { cellDefinitions, cellSize, drawCell } from './heat-cells.ts';
import { EDGE, footer, heading } from './heat-map-frame.ts';
import { LEAN, levelLabel, SIZE } from './heat-map-layout.ts';
import { box, label, type Picture, picture } from './svg.ts';
import { fitName, fitText, textWidth } from './text-width.ts';
import type { Theme } from './theme.ts';

const LEANING = Math.sin((LEAN * Math.PI) / 180);
const LONGEST_RULE = 250;
const LONGEST_NAME = 150;
const LEAST_WIDTH = 430;
const SHARE_WIDTH = 56;
const BAND = 26;
const GAP = 2;

interface TallLayout {
  readonly width: number;
  readonly cell: { readonly width: number; readonly height: number };
  /** Where the cells begin. */
  readonly x: number;
  readonly shareX: number;
  readonly labelHeight: number;
  readonly nameOf: (row: MapRow) => string;
  readonly ruleOf: (column: MapColumn) => string;
  readonly isGrouped: boolean;
}

/** A row for each rule, below the name of its level; a column for each service or group. */
export function tallMap(map: ReadinessMap, theme: Theme): Picture {
  const layout = tallLayout(map);
  const { width, cell, x, shareX } = layout;
  const head = heading(map, width, theme);
  let y = head.height + layout.labelHeight + 10;
  const drawing = [cellDefinitions(map.rows, layout.isGrouped), head.svg, names(map, layout, y, theme)];
  const places = map.columns.map((column, place) => ({ column, place }));
  for (const [level, ofLevel] of Map.groupBy(places, ({ column }) => column.level)) {
    drawing.push(band(level, { x: EDGE, y: y + 5, width: shareX - EDGE, height: BAND - 9 }, theme));
    y += BAND;
    for (const { column, place } of ofLevel) {
      drawing.push(ruleRow(map, column, place, y, layout, theme));
      y += cell.height;
    }
  }
  const shares = map.rows.map((row, nth) =>
    label(x + (nth + 0.5) * cell.width - GAP / 2, y + 16, row.ok === null ? '–' : String(row.ok), {
      ...{ size: SIZE.level, anchor: 'middle', fill: theme.ink },
    }),
  );
  const title = label(EDGE, y + 16, '% ok', { size: SIZE.level, bold: true, fill: theme.ink });
  const foot = footer(map, { left: 0, width, y: y + 46 }, theme);
  drawing.push(title, ...shares, foot.svg);
  return picture({ width, height: foot.height + EDGE }, theme.background, drawing.join(''));
}

function tallLayout({ rows, columns, by }: ReadinessMap): TallLayout {
  const isGrouped = by !== 'service';
  const cell = cellSize(rows, isGrouped);
  const ruleOf = ({ title }: MapColumn) => fitText(title, SIZE.label, LONGEST_RULE);
  const nameOf = ({ name, services }: MapRow) => {
    const short = fitName(name, SIZE.label, LONGEST_NAME);
    return isGrouped ? `${short} (${services})` : short;
  };
  const x = EDGE + Math.max(60, ...columns.map((one) => textWidth(ruleOf(one), SIZE.label))) + 10;
  const shareX = x + rows.length * cell.width + SHARE_WIDTH;
  const leaning = rows.map((row, nth) => {
    const length = textWidth(nameOf(row), SIZE.label) * LEANING;
    return { length, right: x + (nth + 0.5) * cell.width + length + SIZE.label };
  });
  return {
    width: Math.max(LEAST_WIDTH, shareX + EDGE, ...leaning.map(({ right }) => right + EDGE)),
    ...{ cell, x, shareX, nameOf, ruleOf, isGrouped },
    labelHeight: Math.max(0, ...leaning.map(({ length }) => length)) + SIZE.label,
  };
}

function names({ rows }: ReadinessMap, { x, cell, nameOf }: TallLayout, y: number, theme: Theme): string {
  return rows
    .map((row, nth) =>
      label(x + (nth + 0.5) * cell.width + 3, y, nameOf(row), {
        ...{ size: SIZE.label, turned: -LEAN, fill: theme.ink },
      }),
    )
    .join('');
}

function band(level: string, place: Parameters<typeof box>[0], theme: Theme): string {
  const words = fitText(levelLabel(level), SIZE.level, place.width - 12, true);
  const style = { size: SIZE.level, bold: true, fill: theme.ink } as const;
  const share = label(place.x + place.width - 2, place.y + 13, '% ok', { ...style, anchor: 'end' });
  return box(place, theme.band, 3) + label(place.x + 6, place.y + 13, words, style) + share;
}

function ruleRow(
  { rows }: ReadinessMap,
  column: MapColumn,
  place: number,
  y: number,
  { x, cell, shareX, ruleOf, isGrouped }: TallLayout,
  theme: Theme,
): string {
  const baseline = y + cell.height / 2 + SIZE.label * 0.36;
  const { pass, fail } = column.counts;
  const share = pass + fail === 0 ? '–' : `${Math.floor((100 * pass) / (pass + fail))}`;
  const cells = rows.map((row, nth) => {
    const at = { x: x + nth * cell.width, y, width: cell.width - GAP, height: cell.height - GAP };
    return drawCell(row.cells[place], at, isGrouped, theme);
  });
  return [
    label(EDGE, baseline, ruleOf(column), { size: SIZE.label, fill: theme.ink }),
    ...cells,
    label(shareX - 2, baseline, share, { size: SIZE.label, anchor: 'end', fill: theme.ink }),
  ].join('');
}
