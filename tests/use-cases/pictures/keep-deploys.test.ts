import { describe, expect, test } from 'vitest';
import { DAY, HOUR, type Instant } from '../../../src/domain/instant.ts';
import { keepDeploys } from '../../../src/use-cases/pictures/keep-deploys.ts';
import { openSmallHome, START, somebody } from '../../support/small-home.ts';

const NEW_YORK = { timezone: 'America/New_York' };

async function home() {
  const opened = await openSmallHome();
  const { store, context } = opened.app;
  const key = (await store.catalog.find('payments-api'))?.key ?? '';
  let now: Instant = START;
  return {
    key,
    store,
    pass(days: number) {
      now += days * DAY;
      opened.advance(days * DAY);
    },
    /** As collectors tell them: those of the last 30 days. */
    async told(...instants: readonly Instant[]) {
      const deploy = { environment: 'production', status: 'succeeded' };
      const recent = instants.map((at) => ({ ...deploy, at: new Date(at).toISOString() }));
      const document = {
        ...{ namespace: 'deploys', collector: 'x', value: { recent }, collectedAt: now },
        ...{ unreadable: [], absent: [], error: null, failedAt: null },
      };
      await store.facts.save([{ key, document }]);
    },
    keep: () => keepDeploys(context, now),
    keepThere: () => keepDeploys({ store, policy: { ...context.policy, ...NEW_YORK } }, now),
    kept: async () => (await store.deploys.daysOf([key])).get(key) ?? [],
    marks: async (words: string) => (await opened.app.verbs.pictures.trend(somebody, words)).marks,
  };
}

describe('deploys', () => {
  test('are marked as far back as a picture reaches, each once', async () => {
    const { told, keep, pass, marks } = await home();
    await told(START - 20 * DAY, START - 2 * DAY, START - 2 * DAY + HOUR);
    await keep();
    pass(25);
    await told(START + 20 * DAY, START - 2 * DAY, START - 2 * DAY + HOUR);
    await keep();
    const exact = [START - 2 * DAY, START - 2 * DAY + HOUR, START + 20 * DAY];
    // Noon of the day, once facts do not say the time any more.
    const noon = START - 20 * DAY;
    const deploy = (at: Instant) => ({ kind: 'deploy', at });
    expect(await marks('payments-api 90d')).toEqual([noon, ...exact].map(deploy));
    expect(await marks('payments-api 30d')).toEqual(exact.map(deploy));
    expect(await marks('@payments')).toEqual([]);
  });

  test('are kept once a day, and no longer than the longest trend', async () => {
    const { told, keep, pass, kept } = await home();
    await told(START - DAY);
    await keep();
    await told(START - DAY, START - 3 * DAY);
    await keep();
    expect(await kept()).toEqual(['2026-03-03']);
    pass(1);
    await keep();
    expect(await kept()).toEqual(['2026-03-01', '2026-03-03']);
    pass(728);
    await told(START + 728 * DAY, START - 900 * DAY);
    await keep();
    expect(await kept()).toEqual(['2026-03-03', '2028-03-01']);
  });

  test('belong to the day that it was for the organisation', async () => {
    const { told, keepThere, kept } = await home();
    await told(Date.parse('2026-03-02T03:30:00Z'));
    await keepThere();
    expect(await kept()).toEqual(['2026-03-01']);
  });

  test('that facts do not tell any more stay kept', async () => {
    const { told, keep, pass, kept } = await home();
    await told(START - DAY);
    await keep();
    pass(60);
    await told();
    await keep();
    expect(await kept()).toEqual(['2026-03-03']);
  });
});
