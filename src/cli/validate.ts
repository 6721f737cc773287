import { problemDocument, skippedDocument } from './shell/documents.ts';
import type { Page } from './terminal/page.ts';
import { nearPath, renderProblems, type Whereabouts } from './terminal/problems.ts';
import { count, hanging, plain } from './terminal/text.ts';
import { defineVerb, type HomeReport } from './verb.ts';

export const validate = defineVerb({
  name: 'validate',
  summary: 'Check every file of the home folder, and say all that is wrong at once',
  arguments: [],
  options: [],
  json: `
{ ok: no problems (warnings do not count), home: absolute path,
  problems[PROBLEM], warnings[PROBLEM],
  catalog_files, services, teams, systems,
  scorecards[{ id, rules, stated: rules that rest on what somebody states }],
  skipped: { WHAT: how many, of what is none of ours },
  not_configured[{ collector, lacks }] }
PROBLEM: { message, file, line, column, remedy }, the last four where known`,
  async run(_call, { checkHome, cwd }) {
    const report = await checkHome();
    return {
      exit: report.problems.length === 0 ? 0 : 1,
      document: document(report),
      render: (page) => render(report, { cwd, home: report.home }, page),
    };
  },
});

function document(report: HomeReport) {
  return {
    ok: report.problems.length === 0,
    home: report.home,
    problems: report.problems.map(problemDocument),
    warnings: report.warnings.map(problemDocument),
    catalog_files: report.catalogFiles,
    services: report.services,
    teams: report.teams,
    systems: report.systems,
    scorecards: report.scorecards.map(({ id, rules, stated }) => ({ id, rules, stated })),
    skipped: skippedDocument(report.skipped),
    not_configured: report.notConfigured.map(({ collector, lacks }) => ({ collector, lacks })),
  };
}

function render(report: HomeReport, where: Whereabouts, page: Page): string {
  return [
    renderProblems(report.problems, 'error', where, page),
    renderProblems(report.warnings, 'warning', where, page),
    [...contents(report, page), ...notConfigured(report, page)].join('\n'),
    verdict(report, nearHome(where), page),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

function contents(report: HomeReport, page: Page): string[] {
  const catalog = [
    count(report.services, 'service'),
    count(report.teams, 'team'),
    count(report.systems, 'system'),
  ];
  const skipped = report.skipped.map(({ what, count }) => `${count} × ${plain(what)}`);
  return [
    `${count(report.catalogFiles, 'catalog file')}: ${catalog.join(', ')}${skipped.length === 0 ? '' : `; skipped ${skipped.join(', ')}`}`,
    ...report.scorecards.map((scorecard) => `${plain(scorecard.id)}: ${ruleCount(scorecard)}`),
  ].flatMap((line) => hanging('', line, page.width));
}

/** The share that rests on people's word: automate it or think twice. */
function ruleCount({ rules, stated }: HomeReport['scorecards'][number]): string {
  if (stated === 0) return count(rules, 'rule');
  const share = Math.round((100 * stated) / rules);
  return `${count(rules, 'rule')}, ${stated} of them (${share} %) rest on what somebody states`;
}

function notConfigured({ notConfigured: lacking }: HomeReport, page: Page): string[] {
  return lacking.flatMap(({ collector, lacks }) =>
    hanging('', page.paint('dim', `Not configured: ${plain(collector)} (${plain(lacks)})`), page.width),
  );
}

function verdict({ problems, warnings }: HomeReport, home: string, { paint }: Page): string {
  const doubts = warnings.length === 0 ? '' : `, ${count(warnings.length, 'warning')}`;
  if (problems.length === 0) return `${paint('green', 'All is well')} in ${plain(home)}${doubts}.`;
  return `${paint('red', count(problems.length, 'problem'))}${doubts} in ${plain(home)}.`;
}

function nearHome({ home, cwd }: Whereabouts): string {
  if (home === cwd) return 'this folder';
  return `${nearPath(home, cwd)}/`;
}
