import type { Context } from './context.ts';
import type { ReportVerbs } from './report-views.ts';
import { checkReleaseNow, showRelease } from './reports/release-report.ts';
import { showReportCard } from './reports/report-card.ts';

/** The verbs of reports, bound to what they work with. */
export function bindReports(context: Context): ReportVerbs {
  return {
    release: (viewer, words) => checkReleaseNow(context, viewer, words),
    showRelease: (viewer, id) => showRelease(context, viewer, id),
    card: (viewer, words) => showReportCard(context, viewer, words),
  };
}
