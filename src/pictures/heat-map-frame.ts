/** What stands above and below the cells of a heat map, whichever way they run. */
import type { ReadinessMap } from '../use-cases/picture-views.ts';
import { dateWords } from './date-words.ts';
import { type Drawn, legend } from './legend.ts';
import { label } from './svg.ts';
import { fitText, wrapText } from './text-width.ts';
import type { Theme } from './theme.ts';

export const EDGE = 18;
export const TITLE = 20;
const WORDS = 13;
const LINE = 18;

/** The title, and what is meant and when. */
export function heading(map: ReadinessMap, width: number, theme: Theme): Drawn {
  const words = fitText(`Readiness · ${map.scorecard.name}`, TITLE, width - 2 * EDGE, true);
  const title = label(EDGE, EDGE + TITLE, words, {
    ...{ size: TITLE, bold: true, fill: theme.ink },
  });
  const lines = wrapText(subtitle(map), WORDS, width - 2 * EDGE);
  const first = EDGE + TITLE + LINE + 4;
  const below = lines.map((line, nth) =>
    label(EDGE, first + nth * LINE, line, { size: WORDS, fill: theme.quiet }),
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

/** What is not in the picture, and what its signs mean. `left`: rows that it has no room for; `y`: where it begins. */
export function footer(
  map: ReadinessMap,
  { left, width, y }: { readonly left: number; readonly width: number; readonly y: number },
  theme: Theme,
): Drawn {
  const isGrouped = map.by !== 'service';
  const notes = [
    left === 0 ? '' : `${left} more ${map.by}s are better than these and not drawn; the CSV has all.`,
    map.without === 0 ? '' : `The scorecard does not apply to ${map.without} more.`,
    map.rows.length === 0 ? 'It applies to none of the services that were asked for.' : '',
  ].filter((note) => note !== '');
  const lines = notes.flatMap((note) => wrapText(note, WORDS, width - 2 * EDGE));
  const words = lines.map((line, nth) =>
    label(EDGE, y + nth * LINE, line, { size: WORDS, fill: theme.quiet }),
  );
  const signs = legend({ x: EDGE, y: y + lines.length * LINE, width: width - 2 * EDGE }, isGrouped, theme);
  return { svg: words.join('') + signs.svg, height: signs.height };
}
