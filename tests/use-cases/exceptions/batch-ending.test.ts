/** Those of one batch that end together are told, prolonged and checked together. */
import { expect, test } from 'vitest';
import { DAY } from '../../../src/domain/instant.ts';
import { exceptionReminders } from '../../../src/jobs/exception-reminders.ts';
import { exceptions } from '../../../src/jobs/exceptions.ts';
import { askedBatch, type Batch, shownBatch, TO } from '../../support/exception-batch.ts';
import { askOf } from '../../support/exceptions-home.ts';

const MONTH = { services: ['ledger', 'finder'], followUp: null, end: { preset: 'month' } } as const;

async function approved(): Promise<Batch> {
  const batch = await askedBatch(MONTH);
  await batch.act('ana');
  await batch.home.said();
  return batch;
}

async function tick({ home }: Batch, days: number): Promise<readonly string[]> {
  home.advance(days * DAY);
  const { app, log } = home;
  for (const job of [exceptions, exceptionReminders, exceptions, exceptionReminders])
    await job.run(app.context.clock.now(), { ...app.context, log, importDue: app.importDue });
  return (await home.said()).toSorted();
}

const until = ({ of }: Batch) => of('ledger').askedUntil;

test('their end is told seven days and one day before, once for all', async () => {
  const batch = await approved();
  expect(await tick(batch, 23)).toEqual(['batch-ending UOMAR 7']);
  expect(await tick(batch, 6)).toEqual(['batch-ending UOMAR 1']);
  const told = await shownBatch(batch, 'exception-batch-ending', TO('UOMAR'), {
    days: 1,
    until: until(batch),
  });
  expect(told).toContain('The exception for 2 services ends in 21 hours');
  for (const service of ['ledger', 'finder']) {
    expect(told).toContain(`*${service}* `);
    expect(told).toContain(`nudge-menu check ${service}`);
    expect(told).toContain(`exception-new extend ${batch.of(service).id}`);
  }
  expect(told).toContain(`exception-batch-check ${batch.id} ${until(batch)}`);
  expect(told).toContain(`exception-new prolong ${batch.id} ${until(batch)}`);
});

test('that they are over is told once, when all of them are', async () => {
  const batch = await approved();
  batch.home.advance(31 * DAY);
  const { app, log } = batch.home;
  await exceptions.run(app.context.clock.now(), { ...app.context, log, importDue: app.importDue });
  const due = await app.store.messages.claim(app.context.clock.now(), 100, []);
  expect(due.filter(({ kind }) => kind === 'exception-batch-told')).toEqual([]);
  await app.store.messages.release(app.context.clock.now());
  const told = await batch.home.said();
  expect(new Set(told.filter((one) => one.includes('told')))).toEqual(new Set(['batch-told UOMAR expired']));
  const over = await shownBatch(batch, 'exception-batch-told', TO('UOMAR'), {
    what: 'expired',
    until: until(batch),
  });
  expect(over).toContain('ledger and finder');
  expect(over).toContain('Extend for all');
  const ending = { days: 7, until: until(batch) };
  expect(await shownBatch(batch, 'exception-batch-ending', TO('UOMAR'), ending)).toBe('nothing');
});

test('one that was agreed to for less is told by itself', async () => {
  const batch = await askedBatch(MONTH);
  const day = new Date(batch.home.app.context.clock.now() + 20 * DAY).toISOString().slice(0, 10);
  await batch.home.approve(batch.of('finder').id, 'ana', { date: day });
  await batch.act('ana');
  await batch.home.said();
  expect((await tick(batch, 14)).filter((one) => one.includes('ending'))).toEqual(['batch-ending UOMAR 7']);
  expect((await tick(batch, 9)).filter((one) => one.includes('told'))).toEqual(['batch-told UOMAR expired']);
  const { finder, ledger } = { finder: await batch.home.show(batch.of('finder').id), ledger: until(batch) };
  const subject = { what: 'expired', until: finder.exception.until };
  const over = await shownBatch(batch, 'exception-batch-told', TO('UOMAR'), subject);
  expect(over).toContain('finder');
  expect(over).not.toContain('ledger');
  const later = await shownBatch(batch, 'exception-batch-ending', TO('UOMAR'), { days: 7, until: ledger });
  expect(later).toContain('The exception for 1 service ends');
});

test('more time is asked for all at once; each prolongs its own, and one that passes by now is left out', async () => {
  const batch = await approved();
  const { home } = batch;
  const end = { batch: batch.id, until: until(batch) };
  const more = askOf({ ...MONTH, services: [], extends: end });
  expect(await home.verbs.preview(await home.as('omar'), more)).toMatchObject({ services: 2, trouble: null });
  const outcome = await home.verbs.ask(await home.as('omar'), more);
  if (outcome.kind !== 'asked') throw new Error(JSON.stringify(outcome));
  expect(
    outcome.exceptions.map(({ service, exception }) => [service.id, exception.extends]).toSorted(),
  ).toEqual([
    ['finder', batch.of('finder').id],
    ['ledger', batch.of('ledger').id],
  ]);
  const next = outcome.exceptions[0]?.exception.batch ?? '';
  expect(next).not.toBe(batch.id);
  const asked = await shownBatch({ ...batch, id: next }, 'exception-batch-request', TO('UANA'));
  expect(asked).toContain('Omar asks for more time for the exception for 2 services');
  // Whoever asks again is led to what was asked.
  expect((await home.verbs.ask(await home.as('omar'), more)).kind).toBe('known');
});

test('all are checked again at one press: those that pass need it no more', async () => {
  const batch = await approved();
  const { home } = batch;
  home.write(
    'facts.yml',
    `collected: ${new Date(home.app.context.clock.now()).toISOString()}\nservices:\n  ledger: {facts: {coverage: {percent: 99}}}\n  finder: {facts: {coverage: {percent: 61}}}\n`,
  );
  const end = { batch: batch.id, until: until(batch) };
  const checked = await home.verbs.checkEnding(await home.as('omar'), end);
  expect(checked.fixed.map(({ service }) => service.id)).toEqual(['ledger']);
  expect(checked.open.map(({ service }) => service.id)).toEqual(['finder']);
  const more = askOf({ ...MONTH, services: [], extends: end });
  expect(await home.verbs.preview(await home.as('omar'), more)).toMatchObject({ services: 1 });
  await expect(
    home.verbs.checkEnding(await home.as('gina', { guest: true }), { ...end, until: 1 }),
  ).rejects.toThrow('Nothing of this is left');
});
