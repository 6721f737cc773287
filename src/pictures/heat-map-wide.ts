import type { MapRow, ReadinessMap } from '../use-cases/picture-views.ts';
import { cellDefinitions, drawCell } from './heat-cells.ts';
import { EDGE, footer, heading } from './heat-map-frame.ts';
import { type HeatMapLayout, heatMapLayout, LEAN, SIZE } from './heat-map-layout.ts';
import { box, label, type Picture, picture } from './svg.ts';
import type { Theme } from './theme.ts';

const GAP = 2;

/** A row for each service or group, a column for each rule. */
export function wideMap(map: ReadinessMap, theme: Theme): Picture {
  const layout = heatMapLayout(map);
  const head = heading(map, layout.width, theme);
  const top = head.height + layout.labelHeight + 26;
  const body = layout.rows.map((row, nth) => rowOf(row, top + nth * layout.cell.height, layout, theme));
  const bottom = top + layout.rows.length * layout.cell.height;
  const foot = footer(map, { ...layout, y: bottom + 22 }, theme);
  const drawing = [
    cellDefinitions(layout.rows, layout.isGrouped),
    head.svg,
    columnHeads(layout, theme, top),
    ...body,
    foot.svg,
  ];
  return picture({ width: layout.width, height: foot.height + EDGE }, theme.background, drawing.join(''));
}

function columnHeads(layout: HeatMapLayout, theme: Theme, top: number): string {
  const { bands, cell, columnLabel, shareX } = layout;
  const heads = bands.flatMap(({ x, width, label: level, columns }) => [
    box({ x, y: top - 20, width: width - GAP, height: 17 }, theme.band, 3),
    label(x + (width - GAP) / 2, top - 7, level, {
      ...{ size: SIZE.level, bold: true, anchor: 'middle', fill: theme.ink },
    }),
    ...columns.map(({ column, x: left }) =>
      label(left + cell.width / 2 + 4, top - 26, columnLabel(column.title), {
        ...{ size: SIZE.label, turned: -LEAN, bold: false, fill: theme.ink },
      }),
    ),
  ]);
  const share = label(shareX, top - 7, 'ok', {
    ...{ size: SIZE.level, bold: true, anchor: 'end', fill: theme.ink },
  });
  return heads.join('') + share;
}

function rowOf(row: MapRow, y: number, layout: HeatMapLayout, theme: Theme): string {
  const { cell, bands, rowLabel, shareX, x, isGrouped } = layout;
  const middle = y + cell.height / 2;
  const baseline = middle + SIZE.label * 0.36;
  const cells = bands.flatMap(({ columns }) =>
    columns.map(({ place, x: left }) => {
      const size = { x: left, y, width: cell.width - GAP, height: cell.height - GAP };
      return drawCell(row.cells[place], size, isGrouped, theme);
    }),
  );
  const amount = label(x - 10, baseline, String(row.services), {
    ...{ size: SIZE.label, anchor: 'end', fill: theme.quiet },
  });
  const share = label(shareX, baseline, row.ok === null ? '–' : `${row.ok} %`, {
    ...{ size: SIZE.label, anchor: 'end', fill: theme.ink },
  });
  return [
    label(EDGE, baseline, rowLabel(row), { size: SIZE.label, fill: theme.ink }),
    isGrouped ? amount : '',
    ...cells,
    share,
  ].join('');
}
