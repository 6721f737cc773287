/** Clocks that are set, and days that begin elsewhere when they are over here. */
import { expect, test } from 'vitest';
import { initiative } from '../../support/literal-initiatives.ts';
import { CATALOG, openNudgesHome, READY } from '../../support/nudges-home.ts';
import { factsFile } from '../../support/small-home.ts';

const WITH_RUNBOOKS = CATALOG.replaceAll(
  'lifecycle: production}',
  'lifecycle: production, links: [{type: runbook, title: R, url: "https://wiki.acme.test/r"}]}',
);

test.each([
  ['forward by a week and back', ['2026-03-11T12:00:00Z', '2026-03-04T13:00:00Z', '2026-03-11T12:05:00Z']],
  ['back by an hour', ['2026-03-04T11:00:00Z', '2026-03-04T12:05:00Z']],
  ['back to the day before', ['2026-03-03T12:00:00Z', '2026-03-04T12:05:00Z']],
])('a clock that is set %s reminds nobody twice of one day', async (_how, moments) => {
  const home = await openNudgesHome();
  await home.plan();
  await home.said();
  for (const moment of moments) {
    home.at(moment);
    await home.plan();
    await home.plan();
  }
  const days = (await home.app.store.nudges.since(0)).map((one) => `${one.audienceKey} ${one.localDate}`);
  expect(days.length).toBe(new Set(days).size);
  // And it goes on as ever.
  home.at('2026-03-17T12:00:00Z');
  expect(await home.plan()).toMatchObject({ planned: 2 });
});

test('where the day begins after the deadline it is told on that day all the same, though the initiative has ended', async () => {
  const home = await openNudgesHome({
    'catalog/all.yml': WITH_RUNBOOKS,
    'ready.yml': `${READY}working_hours: {days: [mon, tue, wed, thu, fri, sat, sun], from: "09:00", to: "17:00"}\n`,
    'facts.yml': factsFile({ percent: 61 }),
  });
  const ana = home.people.get('ana@acme.test');
  if (ana === undefined) throw new Error('Ana is there');
  home.people.set('ana@acme.test', { ...ana, timezone: 'America/Los_Angeles' });
  const { key } = (await home.app.store.catalog.find('payments-api')) ?? { key: '' };
  const deadline = Date.parse('2026-03-06T10:00:00Z');
  const about = { serviceKey: key, enteredAt: 0, deadline, progress: 'open', since: 0 } as const;
  const ended = initiative({
    ...{ id: 'i1', state: 'ended', scorecard: 'readiness', asks: { rules: ['coverage'] }, deadline },
  });
  await home.app.store.initiatives.add(ended);
  await home.app.store.initiatives.keep('i1', [about], []);
  for (const day of ['05T12:00', '06T17:00']) {
    home.at(`2026-03-${day}:00Z`);
    await home.app.settle();
  }
  // 09:05 there, eight hours after it ended.
  home.at('2026-03-06T17:05:00Z');
  expect(await home.plan()).toMatchObject({ planned: 1 });
  home.at('2026-03-07T17:05:00Z');
  expect(await home.plan()).toMatchObject({ planned: 0 });
});
