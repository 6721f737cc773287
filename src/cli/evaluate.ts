import type { Summary } from '../use-cases/list-services.ts';
import { theService } from './shell/the-service.ts';
import type { Page } from './terminal/page.ts';
import { columns, count, padded } from './terminal/text.ts';
import { levelName } from './terminal/words.ts';
import { defineVerb, type Workshop, type Writing } from './verb.ts';

export const evaluate = defineVerb({
  name: 'evaluate',
  summary: 'Collect the facts that are due, and judge all services, or some',
  arguments: [{ usage: '[services...]', description: 'only these; without any: all' }],
  options: [],
  json: `
{ services: looked at, collected: of these, asked the collectors about and judged, troubled: of these, with a
  collector that failed, evaluated: judged without collecting, since something else changed, changes: of those,
  standing: all services, not only those evaluated:
    { services, levels[{ level: null = none reached, services }], minimum_bar: { met, not_met, unknown },
      without_scorecard } }`,
  async run({ words }, workshop) {
    const home = await workshop.write();
    const report = await evaluateWith(home, words, workshop);
    const { summary } = await home.verbs.listServices(home.viewer, '', 0);
    return {
      exit: 0,
      document: document(report, summary),
      render: (page) => render(report, summary, page),
    };
  },
});

type Report = Awaited<ReturnType<Writing['evaluate']>>;

async function evaluateWith(
  home: Writing,
  words: readonly string[],
  { progress, interrupted }: Workshop,
): Promise<Report> {
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

function document({ services, collected, troubled, evaluated, changes }: Report, summary: Summary) {
  const standing = standingDocument(summary);
  return { services, collected, troubled, evaluated, changes, standing };
}

function standingDocument({ services, levels, bar, without }: Summary) {
  return {
    services,
    levels: levels.map(({ level, services }) => ({ level: level?.id ?? null, services })),
    minimum_bar: { met: bar.met, not_met: bar.notMet, unknown: bar.unknown },
    without_scorecard: without,
  };
}

function render(report: Report, summary: Summary, page: Page): string {
  return [...work(report), '', ...standing(summary, page)].join('\n');
}

function work({ services, collected, troubled, evaluated, changes }: Report): string[] {
  if (collected === 0 && evaluated === 0)
    return [`Nothing was due: ${count(services, 'service')} as before.`];
  const trouble = troubled === 0 ? '' : `, a collector was in trouble with ${troubled} of them`;
  return [
    ...(collected === 0 ? [] : [`Collected and judged: ${count(collected, 'service')}${trouble}.`]),
    ...(evaluated === 0
      ? []
      : [`Judged anew: ${count(evaluated, 'evaluation')}, ${count(changes, 'change')}.`]),
  ];
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
