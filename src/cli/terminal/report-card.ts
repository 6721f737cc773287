import type { DigestLevel, Move } from '../../domain/digest.ts';
import { comparedWords, type ReportCard, type TeamLine } from '../../domain/report-card.ts';
import type { Page } from './page.ts';
import { count, plain } from './text.ts';
import { levelName } from './words.ts';

/** How services came along: every line of the card. */
export function renderReportCard(card: ReportCard, page: Page): string {
  const { scope, days, services, bar, score, top, improved, dropped, rules, teams } = card;
  const chapter = (heading: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [page.paint('bold', heading), ...lines.map((line) => `  ${line}`)];
  return [
    `${page.paint('bold', plain(scope.name))}, ${days} days: ${count(services, 'service')}`,
    `minimum bar met by ${bar.met} of ${bar.of}${moved(bar.moved)}${score.now === null ? '' : `, average score ${score.now}${moved(score.moved)}`}`,
    ...chapter(
      'Top services',
      top.map(
        ({ id, level, score: own }) =>
          `${plain(id)} ${levelName(level)}${own === null ? '' : `, score ${own}`}`,
      ),
    ),
    ...chapter('Most improved', improved.map(moveLine)),
    ...chapter('Biggest drops', dropped.map(moveLine)),
    ...chapter(
      'Rules that moved most',
      rules.map(
        ({ title, failing, moved: by }) =>
          `${plain(title)}: ${count(failing, 'service fails', 'services fail')} it, ${Math.abs(by)} ${by > 0 ? 'more' : 'fewer'}`,
      ),
    ),
    ...(teams.length > 1 ? chapter('Teams', teams.map(teamLine)) : []),
    page.paint('dim', comparedWords(card)),
  ].join('\n');
}

function moveLine({ service, from, to, bar, score }: Move): string {
  const level = rank(from) === rank(to) ? '' : ` ${levelName(from)} → ${levelName(to)}`;
  const lost = bar === null ? '' : bar === 'lost' ? ', lost the minimum bar' : ', met the minimum bar';
  return `${plain(service)}${level}${lost}${score === null ? '' : `, score${moved(score) || ' as before'}`}`;
}

function teamLine({ name, services, bar, score }: TeamLine): string {
  const average = score.now === null ? '' : `, score ${score.now}${moved(score.moved)}`;
  return `${plain(name)}: ${count(services, 'service')}, minimum bar met by ${bar.met} of ${bar.of}${moved(bar.moved)}${average}`;
}

function rank(level: DigestLevel): number {
  return level?.rank ?? -1;
}

/** " (▲2)"; nothing where nothing moved, or nothing can be compared. */
function moved(by: number | null): string {
  return by === null || by === 0 ? '' : ` (${by > 0 ? '▲' : '▼'}${Math.abs(by)})`;
}
