import { UserError } from '../../domain/errors.ts';
import type { Viewer } from '../../domain/rights.ts';
import { cardCsv, cardMarkdown } from '../../use-cases/reports/card-export.ts';
import { releaseCsv, releaseMarkdown } from '../../use-cases/reports/release-export.ts';
import type { Verbs } from '../../use-cases/verbs.ts';
import { type Format, type ReportTarget, readReport } from '../views/report-target.ts';
import { type ReportText, reportText } from '../views/report-text.ts';
import { mrkdwn } from '../views/text.ts';
import type { Action } from './action.ts';

/** A report to take along: a file in the conversation with the bot, and its beginning beside it. */
export const reportExport: Action = {
  name: 'report-export',
  by: 'press',
  async run({ value }, { verbs, viewer }) {
    const target = readReport(value);
    if (target === undefined) throw new UserError('That button is from an older message. Ask again, please.');
    const text = await textOf(target, verbs, viewer);
    return {
      kind: 'file',
      message: reportText(text),
      file: {
        name: text.file,
        title: text.title,
        caption: mrkdwn(text.title, 300),
        altText: '',
        content: { kind: 'text', text: text.format === 'csv' ? BYTE_ORDER_MARK + text.text : text.text },
      },
    };
  },
};

/** Spreadsheets take it for UTF-8 by this mark. */
const BYTE_ORDER_MARK = '\uFEFF';

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
    file: fileName(`release-${saved.id}`, format),
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
  const { scope, days } = card;
  return {
    title: `Report card of ${scope.name}`,
    file: fileName(`report-${scope.id ?? 'organisation'}-${days}d`, format),
    format,
    text: format === 'csv' ? cardCsv(card) : cardMarkdown(card),
    command: `npx ready report ${about} --${format}`,
  };
}

const ENDINGS: Readonly<Record<Format, string>> = { csv: 'csv', markdown: 'md' };

function fileName(name: string, format: Format): string {
  return `${name.replace(/[^\w-]+/g, '-').slice(0, 80)}.${ENDINGS[format]}`;
}
