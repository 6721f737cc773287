import type { MapRow, OutcomeCounts, ReadinessMap } from '../use-cases/picture-views.ts';
import { dateWords } from './date-words.ts';
import { EDGE, type HeatMapLayout, heatMapLayout, LEAN, SIZE } from './heat-map-layout.ts';
import { type Drawn, legend } from './legend.ts';
import { OUTCOMES_SHOWN } from './outcomes-shown.ts';
import { box, label, type Picture, picture } from './svg.ts';
import { numeral, symbolShape, used } from './symbols.ts';
import { fitText, wrapText } from './text-width.ts';
import { shareColour, THEMES, type Theme, type ThemeName } from './theme.ts';

const LINE = 18;
const GAP = 2;

/** Services, or groups of them, by rules: who has what, at a glance. The same map always gives the same picture. */
export function heatMap(map: ReadinessMap, themeName: ThemeName): Picture {
  const theme = THEMES[themeName];
  const layout = heatMapLayout(map);
  const head = heading(map, layout, theme);
  const top = head.height + layout.labelHeight + 26;
  const body = layout.rows.map((row, nth) => rowOf(row, top + nth * layout.cell.height, layout, theme));
  const bottom = top + layout.rows.length * layout.cell.height;
  const foot = footer(map, layout, theme, bottom + 22);
  const drawing = [definitions(layout), head.svg, columnHeads(layout, theme, top), ...body, foot.svg];
  return picture({ width: layout.width, height: foot.height + EDGE }, theme.background, drawing.join(''));
}

/** Each symbol and each number that occurs, once. */
function definitions({ rows, isGrouped }: HeatMapLayout): string {
  const shapes = OUTCOMES_SHOWN.map(({ outcome }) => symbolShape(outcome));
  if (!isGrouped) return `<defs>${shapes.join('')}</defs>`;
  const cells = rows.flatMap((row) => row.cells).map(shown);
  const shares = new Set(cells.flatMap(({ share }) => (share === null ? [] : [String(share)])));
  const counts = new Set(cells.map(({ count }) => count));
  return `<defs>${[
    ...shapes,
    ...Array.from(shares, (text) => numeral(`s${text}`, text, SIZE.share, 1.2)),
    ...Array.from(counts, (text) => numeral(countId(text), text, SIZE.count, 0.95)),
  ].join('')}</defs>`;
}

function countId(count: string): string {
  return `c${count.replace('/', '-')}`;
}

/** What a group's cell says: the share, and of how many. */
function shown({ pass, fail }: OutcomeCounts) {
  const known = pass + fail;
  return { share: known === 0 ? null : Math.floor((100 * pass) / known), count: `${pass}/${known}` };
}

function heading(map: ReadinessMap, { width }: HeatMapLayout, theme: Theme): Drawn {
  const words = fitText(`Readiness · ${map.scorecard.name}`, SIZE.title, width - 2 * EDGE, true);
  const title = label(EDGE, EDGE + SIZE.title, words, {
    ...{ size: SIZE.title, bold: true, fill: theme.ink },
  });
  const lines = wrapText(subtitle(map), SIZE.words, width - 2 * EDGE);
  const first = EDGE + SIZE.title + LINE + 4;
  const below = lines.map((line, nth) =>
    label(EDGE, first + nth * LINE, line, { size: SIZE.words, fill: theme.quiet }),
  );
  return { svg: title + below.join(''), height: first + lines.length * LINE };
}

function subtitle({ services, by, groupedItself, rows, filter, at, timezone }: ReadinessMap): string {
  const amount = `${services} ${services === 1 ? 'service' : 'services'}`;
  const groups = by === 'service' ? '' : ` by ${by}`;
  const why = groupedItself ? `, grouped: ${services} rows would not be readable` : '';
  const which = filter === '' ? '' : ` · ${filter}`;
  const weakest = rows.length > 1 ? ' · weakest first' : '';
  return `${amount}${groups}${why}${which}${weakest} · ${dateWords(at, timezone)}`;
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
  const draw = isGrouped ? groupedCell : serviceCell;
  const cells = bands.flatMap(({ columns }) =>
    columns.map(({ place, x: left }) => {
      const size = { x: left, y, width: cell.width - GAP, height: cell.height - GAP };
      return draw(row.cells[place], size, theme);
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

type Place = Parameters<typeof box>[0];

function serviceCell(counts: OutcomeCounts | undefined, place: Place, theme: Theme): string {
  const outcome = OUTCOMES_SHOWN.find((one) => (counts?.[one.outcome] ?? 0) > 0)?.outcome ?? 'not_applicable';
  return symbolCell(outcome, place, theme);
}

function symbolCell(outcome: keyof Theme['outcomes'], place: Place, theme: Theme): string {
  const { fill, ink } = theme.outcomes[outcome];
  const { x, y, width, height } = place;
  return box(place, fill, 3) + used(outcome, x + width / 2, y + height / 2, ink);
}

/** The share above, of how many below; where nothing passes or fails the symbol of what there is instead. */
function groupedCell(counts: OutcomeCounts | undefined, place: Place, theme: Theme): string {
  if (counts === undefined) return symbolCell('not_applicable', place, theme);
  const { share, count } = shown(counts);
  if (share === null) {
    const instead = counts.unknown > 0 ? 'unknown' : counts.exempt > 0 ? 'exempt' : 'not_applicable';
    return symbolCell(instead, place, theme);
  }
  const { fill, ink } = shareColour(theme, share);
  const middle = place.x + place.width / 2;
  return [
    box(place, fill, 3),
    used(`s${share}`, middle, place.y + 10.5, ink),
    used(countId(count), middle, place.y + 23, ink),
  ].join('');
}

function footer(map: ReadinessMap, layout: HeatMapLayout, theme: Theme, y: number): Drawn {
  const { left, width, isGrouped } = layout;
  const notes = [
    left === 0 ? '' : `${left} more ${map.by}s are better than these and not drawn; the CSV has all.`,
    map.without === 0 ? '' : `The scorecard does not apply to ${map.without} more.`,
    map.rows.length === 0 ? 'It applies to none of the services that were asked for.' : '',
  ].filter((note) => note !== '');
  const lines = notes.flatMap((note) => wrapText(note, SIZE.words, width - 2 * EDGE));
  const words = lines.map((line, nth) =>
    label(EDGE, y + nth * LINE, line, { size: SIZE.words, fill: theme.quiet }),
  );
  const signs = legend({ x: EDGE, y: y + lines.length * LINE, width: width - 2 * EDGE }, isGrouped, theme);
  return { svg: words.join('') + signs.svg, height: signs.height };
}
