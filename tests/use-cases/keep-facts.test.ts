import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/domain/evaluate.ts';
import type { FactDocument } from '../../src/domain/fact.ts';
import { HOUR } from '../../src/domain/instant.ts';
import type { JsonObject } from '../../src/domain/json.ts';
import type { ScorecardsInForce } from '../../src/use-cases/context.ts';
import { evaluateServices, evaluateSlice } from '../../src/use-cases/evaluate-services.ts';
import { keepFacts } from '../../src/use-cases/keep-facts.ts';
import { factsFile, openSmallHome, START } from '../support/small-home.ts';

const CARD = `
id: readiness
name: Readiness
maintainers: []
levels: [bronze]
rules:
  - {id: load, title: Load, level: bronze, expression: custom.load == true, why: Peaks., fix: Run it.}
  - {id: drill, title: Drill, level: bronze, expression: custom.drill == true, why: Nights., fix: Drill.}
`;

describe('facts that are kept', () => {
  async function world() {
    const home = await openSmallHome({ 'facts.yml': factsFile({}), 'scorecards/readiness.yml': CARD });
    const { store, context } = home.app;
    const run: string[] = [];
    const inForce = watched(await context.scorecards(), run);
    const watching = { ...context, scorecards: async () => inForce };
    const key = (await store.catalog.find('payments-api'))?.key ?? '';
    await evaluateServices(watching, [key], 'start');
    const stored = async () => (await store.evaluations.of([key])).get(key)?.[0];
    return { store, context: watching, inForce, key, run, stored };
  }

  type World = Awaited<ReturnType<typeof world>>;

  /** Rules that are run when these documents are kept; what is stored then is what judging all comes to. */
  async function kept({ store, context, inForce, key, run, stored }: World, ...told: FactDocument[]) {
    run.length = 0;
    await store.transaction(async (ports) => {
      const documents = told.map((document) => ({ key, document }));
      const facts = await keepFacts(ports.facts, [key], documents);
      await evaluateSlice({ ...context, store: ports }, inForce, [key], () => 'told', facts);
    });
    const judged = [...new Set(run)];
    const [card] = inForce.all;
    if (card === undefined) throw new Error('there is no scorecard');
    const documents = (await store.facts.of([key])).get(key) ?? [];
    const { sources } = context;
    const whole = evaluate(card.compiled, { documents, sources, exceptions: [], now: context.clock.now() });
    expect(await stored()).toMatchObject({ ...whole, inputDigest: expect.any(String) });
    return judged;
  }

  test('are judged by the rules that read what changed', async () => {
    const home = await world();
    expect(await kept(home, said('load', true), said('drill', true))).toEqual(['load', 'drill']);
    expect(await kept(home, said('drill', false))).toEqual(['drill']);
    expect(await kept(home, said('drill', false, { collectedAt: START + 1 }))).toEqual([]);
    expect(await kept(home, said('load', false))).toEqual(['load']);
  });

  test('are judged by all rules where the evaluation rests on something else than what was known', async () => {
    const home = await world();
    await kept(home, said('load', true), said('drill', true));
    await home.store.facts.save([{ key: home.key, document: said('load', false) }]);
    expect(await kept(home, said('drill', false))).toEqual(['load', 'drill']);
  });

  test('are judged by all rules once the clock may have altered something', async () => {
    const home = await world();
    await kept(
      home,
      said('load', true, { expiring: [{ path: 'load', until: START + HOUR }] }),
      said('drill', true),
    );
    const later = { ...home, context: { ...home.context, clock: { now: () => START + HOUR } } };
    expect(await kept(later, said('drill', false))).toEqual(['load', 'drill']);
  });
});

function said(key: string, value: boolean, more: Partial<FactDocument> = {}): FactDocument {
  const facts: JsonObject = { [key]: value };
  const nothing = { unreadable: [], absent: [], error: null, failedAt: null };
  return {
    namespace: 'custom',
    collector: `push.${key}`,
    value: facts,
    collectedAt: START,
    ...nothing,
    ...more,
  };
}

function watched({ all, primary }: ScorecardsInForce, run: string[]): ScorecardsInForce {
  const cards = all.map(({ compiled, version }) => {
    const rules = compiled.rules.map((one) => {
      const watching: typeof one.run = (frame) => {
        run.push(one.rule.id);
        return one.run(frame);
      };
      return { ...one, run: watching, test: { ...one.test, run: watching } };
    });
    return { version, compiled: { ...compiled, rules } };
  });
  return { all: cards, primary };
}
