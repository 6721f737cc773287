import { problemDocument, skippedDocument } from './shell/documents.ts';
import type { Page, Style } from './terminal/page.ts';
import { renderProblems, type Whereabouts } from './terminal/problems.ts';
import { count, hanging, plain } from './terminal/text.ts';
import { defineVerb, type ImportReport } from './verb.ts';

export const importVerb = defineVerb({
  name: 'import',
  summary: 'Read the catalog files into the database, and say what changed',
  arguments: [],
  options: [{ flags: '--confirm', description: 'also where more than 20 % of the services would go' }],
  json: `
{ refused: null, or why nothing was applied, added[id], changed[{ id, fields[] }], archived[id], unchanged: count,
  flagged[{ id, message }], problems[{ message, file, line, column, remedy }],
  skipped: { WHAT: how many, of what is none of ours } }`,
  async run({ options }, workshop) {
    const { importCatalog } = await workshop.write();
    const report = await importCatalog({ confirmRemovals: options.confirm === true });
    const clean = report.refused === null && report.problems.length === 0;
    return {
      exit: clean ? 0 : 1,
      document: document(report),
      render: (page) => render(report, workshop, page),
    };
  },
});

function document(report: ImportReport) {
  return {
    refused: report.refused,
    added: report.added,
    changed: report.changed.map(({ id, fields }) => ({ id, fields })),
    archived: report.archived,
    unchanged: report.unchanged,
    flagged: report.flagged.map(({ id, message }) => ({ id, message })),
    problems: report.problems.map(problemDocument),
    skipped: skippedDocument(report.skipped),
  };
}

function render(report: ImportReport, where: Whereabouts, page: Page): string {
  return [
    changes(report, page),
    flags(report, page),
    renderProblems(report.problems, 'error', where, page),
    sum(report, page),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

function changes(report: ImportReport, page: Page): string {
  const line = (sign: string, style: Style, text: string) =>
    hanging(`${page.paint(style, sign)} `, plain(text), page.width);
  return [
    ...report.added.flatMap((id) => line('+', 'green', id)),
    ...report.changed.flatMap(({ id, fields }) => line('~', 'yellow', `${id}: ${fields.join(', ')}`)),
    ...report.archived.flatMap((id) => line('-', 'red', id)),
  ].join('\n');
}

function flags({ flagged }: ImportReport, page: Page): string {
  return flagged
    .flatMap(({ id, message }) =>
      hanging(`${page.paint('yellow', '!')} `, `${plain(id)}: ${plain(message)}`, page.width),
    )
    .join('\n');
}

function sum(report: ImportReport, page: Page): string {
  const numbers = [
    `${report.added.length} added`,
    `${report.changed.length} changed`,
    `${report.archived.length} archived`,
    `${report.unchanged.toLocaleString('en')} as before`,
  ].join(', ');
  const left =
    report.problems.length === 0
      ? ''
      : ` ${count(report.problems.length, 'problem')}: what they are about was left as it was.`;
  if (report.refused === null) return `${numbers}.${left}`;
  return `${page.paint('red', 'Nothing was applied:')} ${plain(report.refused)} It would have been ${numbers}.${left}`;
}
