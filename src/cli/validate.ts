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
  files: { catalog, scorecards, facts }, services, teams, systems,
  scorecards[{ id, rules, attested: rules that rest on a person's statement }],
  skipped: { WHAT: how many, of what is none of ours },
  not_configured[{ collector, lacks }] }
PROBLEM: { message, file, line, column, remedy }, the last four where known`,
  async run(_call, { checkHome, cwd, home }) {
    const report = await checkHome();
    return {
      exit: report.problems.length === 0 ? 0 : 1,
      document: document(report, home),
      render: (page) => render(report, { cwd, home }, page),
    };
  },
});

function document(report: HomeReport, home: string) {
  return {
    ok: report.problems.length === 0,
    home,
    problems: report.problems.map(problemDocument),
    warnings: report.warnings.map(problemDocument),
    files: { ...report.files },
    services: report.services,
    teams: report.teams,
    systems: report.systems,
    scorecards: report.scorecards.map(({ id, rules, attested }) => ({ id, rules, attested })),
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
  const { files } = report;
  const catalog = [
    count(report.services, 'service'),
    count(report.teams, 'team'),
    count(report.systems, 'system'),
  ];
  const skipped = report.skipped.map(({ what, count }) => `${count} × ${plain(what)}`);
  return [
    `${count(files.catalog, 'catalog file')}: ${catalog.join(', ')}${skipped.length === 0 ? '' : `; skipped ${skipped.join(', ')}`}`,
    ...report.scorecards.map((scorecard) => `${plain(scorecard.id)}: ${ruleCount(scorecard)}`),
    ...(files.facts === 0 ? [] : [count(files.facts, 'facts file')]),
  ].flatMap((line) => hanging('', line, page.width));
}

/** The share that rests on people's word: automate it or think twice. */
function ruleCount({ rules, attested }: HomeReport['scorecards'][number]): string {
  if (attested === 0) return count(rules, 'rule');
  const share = Math.round((100 * attested) / rules);
  return `${count(rules, 'rule')}, ${attested} of them (${share} %) on somebody's statement`;
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
