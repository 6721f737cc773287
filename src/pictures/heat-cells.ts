/** The cells of a heat map: an outcome's symbol, or a group's share with how many it is of. */
import type { MapRow, OutcomeCounts } from '../use-cases/picture-views.ts';
import { OUTCOMES_SHOWN } from './outcomes-shown.ts';
import { box } from './svg.ts';
import { numeral, numeralWidth, symbolShape, used } from './symbols.ts';
import { shareColour, type Theme } from './theme.ts';

/** Digits of a group's share, and of what stands below it: pixels high. */
const SHARE = 10;
const COUNT = 7;

/** Each symbol and each number that occurs, once. */
export function cellDefinitions(rows: readonly MapRow[], isGrouped: boolean): string {
  const shapes = OUTCOMES_SHOWN.map(({ outcome }) => symbolShape(outcome));
  if (!isGrouped) return `<defs>${shapes.join('')}</defs>`;
  const cells = rows.flatMap((row) => row.cells).map(shown);
  const shares = new Set(cells.flatMap(({ share }) => (share === null ? [] : [String(share)])));
  const counts = new Set(cells.map(({ count }) => count));
  return `<defs>${[
    ...shapes,
    ...Array.from(shares, (text) => numeral(`s${text}`, text, SHARE, 1.2)),
    ...Array.from(counts, (text) => numeral(countId(text), text, COUNT, 0.95)),
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

/** A group's cell is as wide as the longest "12/14" below a share needs. */
export function cellSize(rows: readonly MapRow[], isGrouped: boolean): { width: number; height: number } {
  if (!isGrouped) return { width: 28, height: 26 };
  const most = Math.max(0, ...rows.map(({ services }) => services));
  return { width: Math.max(38, numeralWidth(`${most}/${most}`, COUNT) + 8), height: 32 };
}

/** `counts`: undefined where the row says nothing of the rule. */
export function drawCell(
  counts: OutcomeCounts | undefined,
  place: Place,
  isGrouped: boolean,
  theme: Theme,
): string {
  return isGrouped ? groupedCell(counts, place, theme) : serviceCell(counts, place, theme);
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
