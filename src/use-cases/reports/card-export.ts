import { type Cell, csvOf } from '../../domain/csv.ts';
import type { DigestLevel, Move } from '../../domain/digest.ts';
import { markdownTable, markdownText } from '../../domain/markdown.ts';
import { comparedWords, type ReportCard } from '../../domain/report-card.ts';

/** A row for each line of the card: `part` says of which. What can't be compared has no `moved`. */
export function cardCsv(card: ReportCard): string {
  const { top, improved, dropped, rules, teams } = card;
  const moves = (part: string, all: readonly Move[]) =>
    all.map(({ service, from, to, bar, score }): Cell[] => [
      part,
      service,
      null,
      levelWords(from),
      levelWords(to),
      bar,
      null,
      null,
      score,
    ]);
  return csvOf(
    ['part', 'id', 'name', 'level_before', 'level', 'minimum_bar', 'services', 'score', 'moved'],
    [
      ...top.map(({ id, level, score }) => [
        'top',
        id,
        null,
        null,
        levelWords(level),
        null,
        null,
        score,
        null,
      ]),
      ...moves('improved', improved),
      ...moves('dropped', dropped),
      ...rules.map(({ rule, title, failing, moved }) => [
        'rule',
        rule,
        title,
        null,
        null,
        null,
        failing,
        null,
        moved,
      ]),
      ...teams.map(({ id, name, services, score, bar }) => {
        const met = `${bar.met} of ${bar.of}`;
        return ['team', id, name, null, null, met, services, score.now, score.moved];
      }),
    ],
  );
}

export function cardMarkdown(card: ReportCard): string {
  const { scope, days, at, top, improved, dropped, rules, teams } = card;
  const parts = [
    `# Report card: ${markdownText(scope.name)}, ${days} days`,
    comparedWords(card),
    ...tableOf(
      'Top services',
      ['Service', 'Level', 'Score'],
      top.map(({ id, level, score }) => [id, levelWords(level), String(score ?? '–')]),
    ),
    ...tableOf('Most improved', MOVES, improved.map(moveCells)),
    ...tableOf('Biggest drops', MOVES, dropped.map(moveCells)),
    ...tableOf(
      'Rules that moved most',
      ['Rule', 'Services that fail it', 'Moved'],
      rules.map(({ title, failing, moved }) => [title, String(failing), signed(moved)]),
    ),
    ...tableOf(
      'Teams',
      ['Team', 'Services', 'Minimum bar met', 'Average score', 'Moved'],
      teams.map(({ name, services, bar, score }) => [
        name,
        String(services),
        `${bar.met} of ${bar.of}`,
        String(score.now ?? '–'),
        score.moved === null ? '–' : signed(score.moved),
      ]),
    ),
    `As of ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
  ];
  return `${parts.join('\n\n')}\n`;
}

const MOVES = ['Service', 'Before', 'Now', 'Minimum bar', 'Score'];

function moveCells({ service, from, to, bar, score }: Move): readonly string[] {
  return [service, levelWords(from), levelWords(to), bar ?? '–', score === null ? '–' : signed(score)];
}

function tableOf(
  heading: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  return rows.length === 0 ? [] : [`## ${heading}`, markdownTable(head, rows)];
}

function levelWords(level: DigestLevel): string {
  return level?.id ?? 'starting';
}

function signed(amount: number): string {
  return amount > 0 ? `+${amount}` : String(amount);
}
