import type { EvaluationReport } from '../use-cases/evaluate-services.ts';
import type { Summary } from '../use-cases/list-services.ts';
import { theService } from './shell/the-service.ts';
import type { Page } from './terminal/page.ts';
import { columns, count, padded } from './terminal/text.ts';
import { levelName } from './terminal/words.ts';
import { defineVerb, type Workshop, type Writing } from './verb.ts';

export const evaluate = defineVerb({
  name: 'evaluate',
  summary: 'Judge all services, or some, by the scorecards in force',
  arguments: [{ usage: '[services...]', description: 'only these; without any: all' }],
  options: [],
  json: `
{ services: looked at, evaluated: judged anew since something changed, changes: lines of history written,
  standing: all services, not only those evaluated:
    { services, levels[{ level: null = none reached, services }], minimum_bar: { met, not_met, unknown },
      without_scorecard } }`,
  async run({ words }, workshop) {
    const home = await workshop.write();
    const report = await evaluateWith(home, words, workshop);
    const { summary } = await home.verbs.listServices(home.viewer, '', 0);
    return {
      exit: 0,
      document: { ...report, standing: standingDocument(summary) },
      render: (page) => render(report, summary, page),
    };
  },
});

async function evaluateWith(
  home: Writing,
  words: readonly string[],
  { progress, interrupted }: Workshop,
): Promise<EvaluationReport> {
  const services = words.length === 0 ? 'all' : await serviceIds(home, words);
  const total = services === 'all' ? await home.countServices() : services.length;
  const bar = progress('Evaluating', total);
  try {
    return await home.evaluate(services, (done) => {
      interrupted.throwIfAborted();
      bar.at(done);
    });
  } finally {
    bar.end();
  }
}

/** In the order given, each once; a former id counts as its service. */
async function serviceIds({ verbs, viewer }: Writing, words: readonly string[]): Promise<readonly string[]> {
  const ids = new Set<string>();
  for (const word of words) ids.add((await theService(verbs, viewer, word)).service.id);
  return [...ids];
}

function standingDocument({ services, levels, bar, without }: Summary) {
  return {
    services,
    levels: levels.map(({ level, services }) => ({ level: level?.id ?? null, services })),
    minimum_bar: { met: bar.met, not_met: bar.notMet, unknown: bar.unknown },
    without_scorecard: without,
  };
}

function render(report: EvaluationReport, summary: Summary, page: Page): string {
  const looked = count(report.services, 'service');
  const judged =
    report.evaluated === 0
      ? 'nothing to judge anew'
      : `${count(report.evaluated, 'evaluation')} done, ${count(report.changes, 'change')}`;
  return [`${looked} looked at, ${judged}.`, '', ...standing(summary, page)].join('\n');
}

function standing({ levels, bar, without }: Summary, page: Page): string[] {
  const rows: [name: string, services: number][] = [
    ...levels.map(({ level, services }): [string, number] => [levelName(level), services]),
    ...(without > 0 ? [['No scorecard applies', without] satisfies [string, number]] : []),
  ];
  const width = Math.max(...rows.map(([name]) => columns(name)));
  const digits = Math.max(...rows.map(([, services]) => services.toLocaleString('en').length));
  const known = bar.met + bar.notMet + bar.unknown;
  const unknown = bar.unknown > 0 ? `, ${bar.unknown} can't be told` : '';
  return [
    ...rows.map(
      ([name, services]) => `${padded(name, width)}  ${services.toLocaleString('en').padStart(digits)}`,
    ),
    page.paint('dim', `Minimum bar met by ${bar.met} of ${known}${unknown}.`),
  ];
}
