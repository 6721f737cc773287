import { UserError } from '../../domain/errors.ts';
import type { Viewer } from '../../domain/rights.ts';
import { cardCsv, cardMarkdown } from '../../use-cases/reports/card-export.ts';
import { releaseCsv, releaseMarkdown } from '../../use-cases/reports/release-export.ts';
import type { Verbs } from '../../use-cases/verbs.ts';
import { type ReportTarget, readReport } from '../views/report-target.ts';
import { type ReportText, reportText } from '../views/report-text.ts';
import type { Action } from './action.ts';

/** A report to take along, as Markdown or CSV. */
export const reportExport: Action = {
  name: 'report-export',
  by: 'press',
  async run({ value }, { verbs, viewer }) {
    const target = readReport(value);
    if (target === undefined) throw new UserError('That button is from an older message. Ask again, please.');
    return { kind: 'private', message: reportText(await textOf(target, verbs, viewer)) };
  },
};

function textOf(target: ReportTarget, verbs: Verbs, viewer: Viewer): Promise<ReportText> {
  return target.kind === 'release' ? releaseText(target, verbs, viewer) : cardText(target, verbs, viewer);
}

async function releaseText(
  { format, about }: ReportTarget,
  { reports }: Verbs,
  viewer: Viewer,
): Promise<ReportText> {
  const saved = await reports.showRelease(viewer, about);
  return {
    title: `Release check of ${saved.report.title}`,
    format,
    text: format === 'csv' ? releaseCsv(saved) : releaseMarkdown(saved),
    command: `npx ready report show ${saved.id} --${format}`,
  };
}

async function cardText(
  { format, about }: ReportTarget,
  { reports }: Verbs,
  viewer: Viewer,
): Promise<ReportText> {
  const card = await reports.card(viewer, about);
  if (card === null) throw new UserError('That button is from an older message. Ask again, please.');
  return {
    title: `Report card of ${card.scope.name}`,
    format,
    text: format === 'csv' ? cardCsv(card) : cardMarkdown(card),
    command: `npx ready report ${about} --${format}`,
  };
}
