import { DAY } from '../../domain/instant.ts';
import type { ReadinessTrend, TrendDay } from '../../use-cases/picture-views.ts';
import { actions, button, context, header, section } from './blocks.ts';
import type { Message } from './message.ts';
import { sparkline } from './sparkline.ts';
import { count, mrkdwn, plain } from './text.ts';
import { levelName } from './words.ts';

const LONGEST_ALT = 1_000;
const SPANS = [30, 90, 365] as const;

/** What stands beside the picture: from where to where, and what happened meanwhile. */
export function readinessTrendMessage(trend: ReadinessTrend): Message {
  const { name, words, days, scorecard } = trend;
  if (days.length === 0) return nothingKept(trend);
  const bare = words.replace(/ \d+d$/, '');
  const scores = sparkline(days.map(({ score }) => score));
  return {
    text: mrkdwn(trendSummary(trend), 2_000),
    blocks: [
      header(`Trend · ${plain(name, 100)}`),
      section(`${scores} ${mrkdwn(scoreWords(trend), 200)}\n${mrkdwn(levelWords(trend), 400)}`),
      ...context(
        marksWords(trend),
        `${mrkdwn(scorecard.name, 80)} · the picture comes as a direct message from me.`,
      ),
      ...actions([
        ...SPANS.map((span, nth) => button('say', `${span} days`, `report trend ${bare} ${span}d`, { nth })),
        button('say', 'Dark picture', `report trend ${words} dark`, { nth: SPANS.length }),
      ]),
    ],
  };
}

/** The whole picture in words; `text` of the message too. */
export function trendSummary(trend: ReadinessTrend): string {
  const { name, from, to } = trend;
  const parts = [scoreWords(trend), levelWords(trend), marksWords(trend)].filter((part) => part !== '');
  return `${plain(name, 100)}, ${from} to ${to}: ${parts.join('; ')}.`;
}

export function trendAltText(trend: ReadinessTrend): string {
  return plain(`Line of the score and band of levels. ${trendSummary(trend)}`, LONGEST_ALT);
}

/** "from 46 to 88"; no arrow where the scorecard changed in between: the two are not of one measure. */
function scoreWords({ days, marks }: ReadinessTrend): string {
  const scored = days.filter(({ score }) => score !== null);
  const [first, last] = [scored[0]?.score, scored.at(-1)?.score];
  if (typeof first !== 'number' || typeof last !== 'number') return 'no score yet';
  if (scored.length === 1) return `score ${last}`;
  const isOneMeasure = !marks.some(({ kind }) => kind === 'scorecard');
  const arrow = !isOneMeasure || first === last ? '' : first < last ? ' ▲' : ' ▼';
  return `score from ${first} to ${last}${arrow}`;
}

function levelWords({ kind, days, levels }: ReadinessTrend): string {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return '';
  if (kind === 'service') {
    const [before, now] = [nameOf(heldBy(first), levels), nameOf(heldBy(last), levels)];
    return before === now ? `level ${now}` : `level from ${before} to ${now}`;
  }
  const parts = [...levels.toReversed(), ''].map((level) => {
    const [before, now] = [first.levels[level] ?? 0, last.levels[level] ?? 0];
    const by = now === before ? '' : now > before ? ` (▲${now - before})` : ` (▼${before - now})`;
    return `${nameOf(level, levels)} ${now}${by}`;
  });
  return parts.join(', ');
}

function heldBy({ levels }: TrendDay): string {
  return Object.keys(levels).find((level) => (levels[level] ?? 0) > 0) ?? '';
}

function nameOf(level: string, levels: readonly string[]): string {
  return levelName(level === '' ? null : { id: level, rank: levels.indexOf(level), of: levels.length });
}

function marksWords({ marks }: ReadinessTrend): string {
  const of = (kind: string) => marks.filter((mark) => mark.kind === kind).length;
  const [exceptions, changes] = [of('exception'), of('scorecard')];
  // Of what is older than a month the days are known, not how many there were on each.
  const deployed = new Set(
    marks.flatMap((mark) => (mark.kind === 'deploy' ? Math.floor(mark.at / DAY) : [])),
  );
  return [
    deployed.size === 0 ? '' : `deploys on ${count(deployed.size, 'day')}`,
    exceptions === 0 ? '' : count(exceptions, 'exception'),
    changes === 0 ? '' : count(changes, 'change of the scorecard', 'changes of the scorecard'),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function nothingKept({ name, from }: ReadinessTrend): Message {
  const what = `Nothing has been kept of ${mrkdwn(name, 100)} since ${from}.`;
  const next = 'Each day is kept once it has been judged: ask again tomorrow.';
  return {
    text: `${what} ${next}`,
    blocks: [section(`*${what}*\n${next}`), ...actions([button('say', 'The whole map', 'report map')])],
  };
}
