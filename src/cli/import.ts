import type { JsonObject } from '../domain/json.ts';
import type { ChangedService, ImportReport, Movement } from '../use-cases/import-catalog.ts';
import { problemDocument, skippedDocument } from './shell/documents.ts';
import { renderImport } from './terminal/import-report.ts';
import { defineVerb } from './verb.ts';

export const importVerb = defineVerb({
  name: 'import',
  summary: 'Read the catalog files into the database, and say what changed',
  arguments: [],
  options: [
    { flags: '--confirm', description: 'also where more than 20 % of the services would go' },
    { flags: '--dry-run', description: 'only say what would change' },
  ],
  json: `
{ applied: false for a dry run, refused: for a dry run, why it needs --confirm (else null), added[{ id, name }], changed[CHANGE], archived[{ id, name }], revived[CHANGE],
  unchanged: count, teams: MOVEMENT, systems: MOVEMENT, staying[id]: rejected, so as they were before,
  problems[{ message, file, line, column, remedy }]: of what was rejected,
  flagged[{ subject: service | team | system, id, message, file, line }],
  skipped: { WHAT: how many, of what is none of ours } }
CHANGE: { id, name, fields[], former_id }
MOVEMENT: { added[id], changed[id], removed[id] }`,
  async run({ options }, workshop) {
    const { importCatalog } = await workshop.write();
    const dryRun = options.dryRun === true;
    const where = { cwd: workshop.cwd, home: await workshop.home() };
    const report = await importCatalog({ confirm: options.confirm === true, dryRun });
    return {
      exit: report.rejected.length === 0 && report.refused === null ? 0 : 1,
      document: document(report, dryRun),
      render: (page) => renderImport(report, { dryRun, ...where }, page),
    };
  },
});

function document(report: ImportReport, dryRun: boolean): JsonObject {
  return {
    applied: !dryRun,
    refused: report.refused,
    added: report.added.map(({ id, name }) => ({ id, name })),
    changed: report.changed.map(changeDocument),
    archived: report.archived.map(({ id, name }) => ({ id, name })),
    revived: report.revived.map(changeDocument),
    unchanged: report.unchanged,
    teams: movementDocument(report.teams),
    systems: movementDocument(report.systems),
    staying: report.staying,
    problems: report.rejected.flatMap(({ problems }) => problems).map(problemDocument),
    flagged: report.flagged.map(({ subject, id, message, origin }) => ({
      subject,
      id,
      message,
      file: origin.file ?? null,
      line: origin.line ?? null,
    })),
    skipped: skippedDocument(report.skipped),
  };
}

function changeDocument({ id, name, fields, formerId }: ChangedService): JsonObject {
  return { id, name, fields, former_id: formerId ?? null };
}

function movementDocument({ added, changed, removed }: Movement): JsonObject {
  return { added, changed, removed };
}
