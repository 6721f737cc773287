import type {
  ReleaseException,
  ReleaseFinding,
  ReleaseResult,
  ReleaseService,
  Weight,
} from '../../domain/release-check.ts';
import { barCounts, findingWords, isAboveBar, resultWords } from '../../domain/release-words.ts';
import type { SavedRelease } from '../../use-cases/report-views.ts';
import type { Page, Style } from './page.ts';
import { count, hanging, plain } from './text.ts';

const STYLES: Readonly<Record<ReleaseResult, Style>> = {
  go: 'green',
  'go with warnings': 'yellow',
  'no-go': 'red',
};

const SIGNS: Readonly<Record<Weight, readonly [sign: string, style: Style]>> = {
  blocks: ['✗', 'red'],
  warns: ['!', 'yellow'],
  noted: ['–', 'dim'],
};

/** Go or no-go, then one paragraph for each service that has something to tell. */
export function renderRelease({ id, byName, report }: SavedRelease, page: Page): string {
  const { result, title, services, at } = report;
  const told = services.filter(({ findings, exceptions }) => findings.length + exceptions.length > 0);
  const fine = services.length - told.length;
  return [
    `${page.paint(STYLES[result], resultWords(result))}: ${page.paint('bold', plain(title))}`,
    barCounts(report),
    ...told.flatMap((service) => serviceLines(service, page)),
    ...(fine === 0 ? [] : [page.paint('dim', `${fine} more in order`)]),
    page.paint(
      'dim',
      `Checked by ${plain(byName)} at ${minute(at)}. The same later: ready report show ${id}`,
    ),
  ].join('\n');
}

function serviceLines({ id, result, findings, exceptions }: ReleaseService, page: Page): readonly string[] {
  const above = findings.filter(isAboveBar).length;
  return [
    `${page.paint('bold', plain(id))} ${page.paint(STYLES[result], resultWords(result).toLowerCase())}`,
    ...findings.filter((finding) => !isAboveBar(finding)).flatMap((finding) => findingLines(finding, page)),
    ...(above === 0
      ? []
      : [page.paint('dim', `  – ${count(above, 'check')} above the minimum bar not known`)]),
    ...exceptions.flatMap((exception) => exceptionLines(exception, page)),
  ];
}

function findingLines(finding: ReleaseFinding, page: Page): readonly string[] {
  const { weight, title, since } = finding;
  const [sign, style] = SIGNS[weight];
  const rule = title === null ? '' : `${plain(title)}: `;
  const from = since === null ? '' : page.paint('dim', `, since ${day(since)}`);
  return hanging(
    `  ${page.paint(style, sign)} `,
    `${rule}${plain(findingWords(finding))}${from}`,
    page.width,
  );
}

function exceptionLines({ titles, until, by }: ReleaseException, page: Page): readonly string[] {
  const who = by.length === 0 ? '' : ` (${plain(by.join(', '))})`;
  const text = `${plain(titles.join(', '))}: exception until ${day(until)}${who}`;
  return hanging(`  ${page.paint('blue', '◆')} `, text, page.width);
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function minute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}
