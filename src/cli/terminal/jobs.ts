import type { JobsView, JobView } from '../../use-cases/nudge-views.ts';
import type { Page } from './page.ts';
import { columns, count, hanging, padded, plain } from './text.ts';
import { lasting, when } from './times.ts';

/** One line for each job; what is held back, and what waits, below. */
export function renderJobs({ jobs, held, waiting }: JobsView, page: Page): string {
  const width = Math.max(0, ...jobs.map(({ name }) => columns(name)));
  return [
    ...jobs.flatMap((job) => lineOf(job, width, page)),
    ...(waiting === 0 ? [] : [`${count(waiting, 'message')} to be sent`]),
    ...(held === null
      ? []
      : hanging(
          page.paint('yellow', '! '),
          page.paint('yellow', `${plain(held.reason)} Held ${when(held.at, page.now)}.`),
          page.width,
        )),
  ].join('\n');
}

function lineOf(
  { name, last, next, due }: JobView,
  width: number,
  { paint, now, width: wide }: Page,
): string[] {
  const failed = last?.ok === false;
  const mark = last === null ? paint('dim', '–') : failed ? paint('red', '✗') : paint('green', '✓');
  const lead = `${mark} ${paint('bold', padded(name, width))}  `;
  const parts = [
    last === null ? 'has not run yet' : `ran ${when(last.at, now)} for ${lasting(last.took)}`,
    ...(failed ? [plain(last?.error ?? '')] : []),
    ...(next === null ? [] : [`next ${when(next, now)}`]),
    ...(due === null ? [] : [plain(due)]),
  ];
  return hanging(lead, parts.join(', '), wide);
}
