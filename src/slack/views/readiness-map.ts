import type { Button, KnownBlock } from '@slack/types';
import type { MapColumn, MapRow, OutcomeCounts, ReadinessMap } from '../../use-cases/picture-views.ts';
import { actions, button, context, header, section } from './blocks.ts';
import { beginningValue } from './initiative-beginning.ts';
import { fitted, type Message } from './message.ts';
import { count, mrkdwn, plain } from './text.ts';
import { ICON } from './words.ts';

const WEAKEST = 3;
const LONGEST_ALT = 1_000;

/** What stands beside the picture: where to act, and what to do about it. */
export function readinessMapMessage(map: ReadinessMap): Message {
  if (map.rows.length === 0) return nothingThere(map);
  return fitted(WEAKEST, (most) => ({
    text: mrkdwn(mapSummary(map), 2_000),
    blocks: [
      header(`Readiness map · ${map.scorecard.name}`),
      ...context(scopeLine(map), 'The picture comes as a direct message from me.'),
      ...weakestRules(map, most),
      ...weakestRows(map, most),
      ...actions(buttons(map)),
    ],
  }));
}

/** The whole picture in words, for whoever cannot see it; `text` of the message too. */
export function mapSummary(map: ReadinessMap): string {
  const { rows, weakest, by } = map;
  const share = overall(map);
  const rules = weakest.map(({ title, counts }) => `${plain(title, 60)} (${okOf(counts)})`);
  const weak = rows.filter(({ ok }) => ok !== null && ok < 100).slice(0, WEAKEST);
  const names = weak.map(({ name, ok }) => `${plain(name, 60)} (${ok} %)`);
  return [
    `${scopeWords(map)} on ${plain(map.scorecard.name, 80)}, ${count(map.columns.length, 'rule')}:`,
    share === null ? 'nothing is known yet.' : `${share} % of what is known is ok.`,
    rules.length === 0 ? 'No rule is missed.' : `Weakest rules: ${rules.join('; ')}.`,
    names.length === 0 ? '' : `Weakest ${by}s: ${names.join('; ')}.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** The same as a picture's alternative text. */
export function mapAltText(map: ReadinessMap): string {
  return plain(`Heat map. ${mapSummary(map)}`, LONGEST_ALT);
}

function overall({ columns }: ReadinessMap): number | null {
  const pass = columns.reduce((sum, { counts }) => sum + counts.pass, 0);
  const fail = columns.reduce((sum, { counts }) => sum + counts.fail, 0);
  return pass + fail === 0 ? null : Math.floor((100 * pass) / (pass + fail));
}

function okOf({ pass, fail, unknown }: OutcomeCounts): string {
  const rest = unknown === 0 ? '' : `, ${unknown} unknown`;
  return `${pass} of ${pass + fail} ok${rest}`;
}

function scopeWords({ services, by, filter }: ReadinessMap): string {
  const which = filter === '' ? '' : ` of ${plain(filter, 200)}`;
  return `${count(services, 'service')}${which}${by === 'service' ? '' : ` by ${by}`}`;
}

function scopeLine(map: ReadinessMap): string {
  const { groupedItself, services, without, by } = map;
  return [
    mrkdwn(scopeWords(map), 300),
    groupedItself ? `grouped, since ${services} rows would not be readable` : '',
    without === 0 ? '' : `the scorecard does not apply to ${without} more`,
    by === 'service' ? '' : 'a cell is the share of services that are ok, of those of which it is known',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function weakestRules(map: ReadinessMap, most: number): KnownBlock[] {
  if (map.weakest.length === 0) return [section(`${ICON.ok} No rule is missed by any of them.`)];
  return [
    ...context('*Weakest rules*'),
    ...map.weakest
      .slice(0, most)
      .map((column, nth) =>
        section(
          `${ICON.gap} *${mrkdwn(column.title, 120)}*\n${okOf(column.counts)}`,
          startButton(map, [column], map.filter, nth),
        ),
      ),
  ];
}

function weakestRows(map: ReadinessMap, most: number): KnownBlock[] {
  const weak = map.rows.filter(({ ok }) => ok !== null && ok < 100).slice(0, most);
  if (weak.length === 0) return [];
  return [
    ...context(`*Weakest ${map.by}s*`),
    ...weak.map((row, nth) => {
      const missed = missedBy(row, map.columns);
      const titles = missed.map(({ title }) => mrkdwn(title, 60)).join(', ');
      const lacking = missed.length === 0 ? '' : `\n${ICON.gap} ${titles}`;
      const size = map.by === 'service' ? '' : ` (${count(row.services, 'service')})`;
      return section(
        `*${mrkdwn(row.name, 80)}*${size} · ${row.ok} % ok${lacking}`,
        startButton(map, missed, filterOf(row, map), WEAKEST + nth),
      );
    }),
  ];
}

/** The rules that a row misses most. */
function missedBy({ cells }: MapRow, columns: readonly MapColumn[]): readonly MapColumn[] {
  return columns
    .map((column, place) => ({ column, missed: cells[place]?.fail ?? 0 }))
    .filter(({ missed }) => missed > 0)
    .toSorted((a, b) => b.missed - a.missed)
    .slice(0, WEAKEST)
    .map(({ column }) => column);
}

/** Undefined: services that are of no group, or a single one, are nothing that a filter can name. */
function filterOf({ id }: MapRow, { by, filter }: ReadinessMap): string | undefined {
  if (id === null || by === 'service') return undefined;
  const others = filter.split(' ').filter((term) => term !== '' && !term.startsWith(`${by}:`));
  return [...others, `${by}:${id}`].join(' ');
}

/** Filled in: which rules, of which services. Initiatives know no categories. */
function startButton(
  { scorecard }: ReadinessMap,
  columns: readonly MapColumn[],
  filter: string | undefined,
  nth: number,
): Button | undefined {
  if (filter === undefined) return undefined;
  const rules = columns.map(({ rule }) => rule);
  const terms = filter.split(' ').filter((term) => !term.startsWith('category:'));
  const value = beginningValue({ scorecard: scorecard.id, rules, filter: terms.join(' ') });
  const about = columns.map(({ title }) => title).join(', ');
  return button('initiative-new', 'Start an initiative', value, {
    ...{ nth, spoken: `Start an initiative about ${about}` },
  });
}

function buttons({ words, by }: ReadinessMap): Button[] {
  const others = (['team', 'system', 'tier'] as const).filter((group) => group !== by);
  const bare = words.replace(/ by (team|system|tier)$/, '');
  return [
    button('map-csv', 'Numbers as CSV', words),
    ...others.map((group, nth) => button('say', `By ${group}`, `report map ${bare} by ${group}`, { nth })),
    button('say', 'Dark picture', `report map ${words} dark`, { nth: others.length }),
  ];
}

function nothingThere({ filter, without }: ReadinessMap): Message {
  const which = filter === '' ? '' : ` of ${mrkdwn(filter, 200)}`;
  const why =
    without === 0
      ? `There is no service${which}.`
      : `The scorecard applies to none of ${count(without, 'service')}${which}.`;
  return {
    text: `${why} There is nothing to draw.`,
    blocks: [
      section(`*${why}* There is nothing to draw.`),
      ...actions([
        button('say', 'All services', 'report map'),
        button('say', 'List services', 'list', { nth: 1 }),
      ]),
    ],
  };
}
