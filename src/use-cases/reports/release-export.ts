import { type Cell, csvOf } from '../../domain/csv.ts';
import type { Instant } from '../../domain/instant.ts';
import { markdownTable, markdownText } from '../../domain/markdown.ts';
import type { ReleaseException, ReleaseFinding, ReleaseService, Weight } from '../../domain/release-check.ts';
import { barCounts, findingWords, resultWords } from '../../domain/release-words.ts';
import type { SavedRelease } from '../report-views.ts';

/** A row for each finding and each exception, and one for a service that has neither. Instants are ISO, UTC. */
export function releaseCsv({ report }: SavedRelease): string {
  return csvOf(
    [
      'service',
      'name',
      'tier',
      'result',
      'minimum_bar',
      'about',
      'effect',
      'rule',
      'says',
      'since',
      'until',
      'by',
    ],
    report.services.flatMap(serviceRows),
  );
}

function serviceRows(service: ReleaseService): readonly (readonly Cell[])[] {
  const { id, name, tier, result, bar, findings, exceptions } = service;
  const lead = [id, name, tier, result, bar];
  const rows = [...findings.map(findingCells), ...exceptions.map(exceptionCells)];
  return (rows.length === 0 ? [Array<Cell>(7).fill(null)] : rows).map((row) => [...lead, ...row]);
}

function findingCells(finding: ReleaseFinding): readonly Cell[] {
  const { kind, weight, rule, since } = finding;
  return [kind, weight, rule, findingWords(finding), since === null ? null : iso(since), null, null];
}

function exceptionCells({ titles, until, by }: ReleaseException): readonly Cell[] {
  return ['exception', null, null, titles.join(', '), null, iso(until), by.join(', ')];
}

const HEADINGS: Readonly<Record<Weight, string>> = {
  blocks: 'Against it',
  warns: 'Warnings',
  noted: 'Not known, and without effect',
};

/** Days are UTC's. */
export function releaseMarkdown({ id, byName, report }: SavedRelease): string {
  const { title, result, at, services } = report;
  const found = services.flatMap((service) => service.findings.map((finding) => ({ service, finding })));
  const parts = [
    `# ${resultWords(result)}: ${markdownText(title)}`,
    barCounts(report),
    ...(['blocks', 'warns', 'noted'] as const).flatMap((weight) =>
      listOf(
        HEADINGS[weight],
        found
          .filter(({ finding }) => finding.weight === weight)
          .map(({ service, finding }) => findingLine(service, finding)),
      ),
    ),
    ...listOf(
      'Exceptions in force',
      services.flatMap((service) => service.exceptions.map((exception) => exceptionLine(service, exception))),
    ),
    '## Services',
    markdownTable(
      ['Service', 'Tier', 'Minimum bar', 'Result'],
      services.map(({ id: service, tier, bar, result: own }) => [service, tier, BARS[bar], resultWords(own)]),
    ),
    `Checked by ${markdownText(byName)} on ${moment(at)}. \`/ready report show ${id}\` shows the same.`,
  ];
  return `${parts.join('\n\n')}\n`;
}

const BARS: Readonly<Record<ReleaseService['bar'], string>> = {
  met: 'met',
  met_by_exception: 'met by exception',
  not_met: 'not met',
  unknown: "can't tell",
  none: 'none',
};

function listOf(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${heading}`, lines.map((line) => `- ${line}`).join('\n')];
}

function findingLine({ id }: ReleaseService, finding: ReleaseFinding): string {
  const { title, since } = finding;
  const rule = title === null ? '' : `${markdownText(title)}: `;
  const from = since === null ? '' : ` (since ${day(since)})`;
  return `**${markdownText(id)}**: ${rule}${markdownText(findingWords(finding))}${from}`;
}

function exceptionLine({ id }: ReleaseService, { titles, until, by }: ReleaseException): string {
  const who = by.length === 0 ? '' : `, agreed by ${markdownText(by.join(', '))}`;
  return `**${markdownText(id)}**: ${markdownText(titles.join(', '))}, until ${day(until)}${who}`;
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}

function day(at: Instant): string {
  return iso(at).slice(0, 10);
}

function moment(at: Instant): string {
  return `${iso(at).slice(0, 16).replace('T', ' ')} UTC`;
}
