import type { Button } from '@slack/types';
import { button, LONGEST_VALUE } from './blocks.ts';
import { FORMATS, type Format, type ReportTarget, reportValue } from './report-target.ts';

const LABELS: Readonly<Record<Format, string>> = { markdown: 'As Markdown', csv: 'As CSV' };

/** A report to take along; none where it cannot be named in a button. */
export function exportButtons(about: Omit<ReportTarget, 'format'>): readonly Button[] {
  return FORMATS.flatMap((format, nth) => {
    const value = reportValue({ ...about, format });
    return value.length > LONGEST_VALUE ? [] : [button('report-export', LABELS[format], value, { nth })];
  });
}
