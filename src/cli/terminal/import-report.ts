import type { ChangedService, ImportReport, Movement } from '../../use-cases/import-catalog.ts';
import type { Page, Style } from './page.ts';
import { renderProblems, type Whereabouts } from './problems.ts';
import { count, hanging, plain } from './text.ts';

/** What an import changed (`dryRun`: would change), then doubts, then what could not be taken, then the sum. */
export function renderImport(
  report: ImportReport,
  where: Whereabouts & { readonly dryRun: boolean },
  page: Page,
): string {
  const problems = report.rejected.flatMap((rejection) => rejection.problems);
  return [
    changes(report, page),
    flags(report, page),
    renderProblems(problems, 'error', where, page),
    sum(report, where.dryRun, page),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

function changes(report: ImportReport, page: Page): string {
  const line = (sign: string, style: Style, text: string) =>
    hanging(`${page.paint(style, sign)} `, plain(text), page.width);
  const movement = (kind: string, { added, changed, removed }: Movement) => [
    ...added.flatMap((id) => line('+', 'green', `${kind} ${id}`)),
    ...changed.flatMap((id) => line('~', 'yellow', `${kind} ${id}`)),
    ...removed.flatMap((id) => line('-', 'red', `${kind} ${id}`)),
  ];
  return [
    ...movement('team', report.teams),
    ...movement('system', report.systems),
    ...report.added.flatMap(({ id }) => line('+', 'green', id)),
    ...report.revived.flatMap((change) =>
      line('+', 'green', `${told(change)} (it is back, with its history)`),
    ),
    ...report.changed.flatMap((change) => line('~', 'yellow', told(change))),
    ...report.archived.flatMap(({ id }) => line('-', 'red', id)),
  ].join('\n');
}

/** "ledger: owner, tier", "ledger (was book): name" */
function told({ id, fields, formerId }: ChangedService): string {
  const former = formerId === undefined ? '' : ` (was ${formerId})`;
  return `${id}${former}${fields.length === 0 ? '' : `: ${fields.join(', ')}`}`;
}

function flags({ flagged }: ImportReport, page: Page): string {
  return flagged
    .flatMap(({ subject, id, message }) => {
      const about = subject === 'service' ? id : `${subject} ${id}`;
      return hanging(`${page.paint('yellow', '!')} `, `${plain(about)}: ${plain(message)}`, page.width);
    })
    .join('\n');
}

function sum(report: ImportReport, dryRun: boolean, page: Page): string {
  const numbers = [
    `${report.added.length} added`,
    ...(report.revived.length > 0 ? [`${report.revived.length} back`] : []),
    `${report.changed.length} changed`,
    `${report.archived.length} archived`,
    `${report.unchanged.toLocaleString('en')} as before`,
  ].join(', ');
  const skipped = report.skipped.map((skip) => `${skip.count} × ${plain(skip.what)}`).join(', ');
  return [
    `${dryRun ? `${page.paint('yellow', 'Nothing was changed.')} It would be: ` : ''}${numbers}.`,
    ...(report.refused === null ? [] : [page.paint('red', plain(report.refused))]),
    ...(report.rejected.length === 0 ? [] : [page.paint('red', left(report))]),
    ...(skipped === '' ? [] : [`Skipped: ${skipped}.`]),
  ].join('\n');
}

/** What was rejected is not removed: what is known of it stays as it was. */
function left({ rejected, staying }: ImportReport): string {
  const kept = staying.length === 0 ? '' : ` As they were before: ${staying.map(plain).join(', ')}.`;
  return `${count(rejected.length, 'entry or file', 'entries or files')} could not be taken.${kept}`;
}
