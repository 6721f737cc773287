/** Where everything of a wide heat map goes: worked out before anything is drawn, so that no label meets another. */
import type { MapColumn, MapRow, ReadinessMap } from '../use-cases/picture-views.ts';
import { cellSize } from './heat-cells.ts';
import { EDGE } from './heat-map-frame.ts';
import { fitName, fitText, textWidth } from './text-width.ts';

export const SIZE = { label: 13, level: 12 } as const;
/** Column labels lean, which lets them stand as close as their columns and still be read. */
export const LEAN = 45;

const LEANING = Math.sin((LEAN * Math.PI) / 180);
const MOST_DRAWN = 60;
const LONGEST_ROW = 190;
const LONGEST_COLUMN = 170;
const LEAST_WIDTH = 430;
const BETWEEN_LEVELS = 8;
const SHARE_WIDTH = 56;

/** Columns of one level, side by side. */
export interface LevelBand {
  readonly level: string;
  readonly label: string;
  readonly x: number;
  readonly width: number;
  readonly columns: readonly { readonly column: MapColumn; readonly place: number; readonly x: number }[];
}

export interface HeatMapLayout {
  readonly width: number;
  readonly rows: readonly MapRow[];
  /** Rows that the picture has no room for. */
  readonly left: number;
  readonly cell: { readonly width: number; readonly height: number };
  /** Where the columns begin. */
  readonly x: number;
  readonly bands: readonly LevelBand[];
  /** Where the rows' shares end. */
  readonly shareX: number;
  /** How high the leaning labels stand. */
  readonly labelHeight: number;
  readonly columnLabel: (title: string) => string;
  readonly rowLabel: (row: MapRow) => string;
  readonly isGrouped: boolean;
}

export function heatMapLayout(map: ReadinessMap): HeatMapLayout {
  const isGrouped = map.by !== 'service';
  const rows = map.rows.slice(0, MOST_DRAWN);
  const cell = cellSize(rows, isGrouped);
  const rowLabel = (row: MapRow) => fitName(row.name, SIZE.label, LONGEST_ROW);
  const columnLabel = (title: string) => fitText(title, SIZE.label, LONGEST_COLUMN);
  const names = Math.max(60, ...rows.map((row) => textWidth(rowLabel(row), SIZE.label)));
  const x = EDGE + names + (isGrouped ? countsWidth(rows) : 0) + 10;
  const bands = levelBands(map.columns, x, cell.width);
  const last = bands.at(-1);
  const end = last === undefined ? x : last.x + last.width;
  const labels = bands.flatMap(({ columns }) =>
    columns.map(({ column, x: left }) => {
      const length = textWidth(columnLabel(column.title), SIZE.label);
      return { height: length * LEANING, right: left + cell.width / 2 + length * LEANING };
    }),
  );
  const shareX = end + SHARE_WIDTH;
  return {
    width: Math.max(LEAST_WIDTH, shareX + EDGE, ...labels.map(({ right }) => right + SIZE.label + EDGE)),
    ...{ rows, left: map.rows.length - rows.length, cell, x, bands, shareX },
    labelHeight: Math.max(0, ...labels.map(({ height }) => height)) + SIZE.label,
    ...{ columnLabel, rowLabel, isGrouped },
  };
}

function countsWidth(rows: readonly MapRow[]): number {
  return Math.max(0, ...rows.map(({ services }) => textWidth(String(services), SIZE.label))) + 12;
}

/** A level of few columns is as wide as its name. */
function levelBands(columns: readonly MapColumn[], from: number, width: number): readonly LevelBand[] {
  const bands: LevelBand[] = [];
  let x = from;
  const places = columns.map((column, place) => ({ column, place }));
  for (const [level, ofLevel] of Map.groupBy(places, ({ column }) => column.level)) {
    const label = levelLabel(level);
    const wanted = Math.min(120, textWidth(label, SIZE.level, true) + 10);
    const step = Math.max(width, wanted / ofLevel.length);
    const band = { level, x, width: step * ofLevel.length };
    const fitted = fitText(label, SIZE.level, band.width - 8, true);
    const placed = ofLevel.map((one, nth) => ({ ...one, x: x + nth * step + (step - width) / 2 }));
    bands.push({ ...band, label: fitted, columns: placed });
    x += band.width + BETWEEN_LEVELS;
  }
  return bands;
}

/** "Ready for customers" of `ready-for-customers`. */
export function levelLabel(level: string): string {
  const words = level.replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
