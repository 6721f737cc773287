import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../../src/domain/instant.ts';
import { collectionProgressMessage } from '../../../src/slack/views/collection-progress.ts';
import type { Run } from '../../../src/use-cases/message-ports.ts';
import { expectGoodMessage, survivesHostileText } from '../../support/hostile.ts';
import { sketch } from '../../support/sketch.ts';
import { NOW } from '../../support/view-models.ts';

const RUN: Run = {
  id: 'r1',
  kind: 'collect',
  causedBy: 'UANA',
  about: 'all services',
  startedAt: NOW - MINUTE,
  updatedAt: NOW,
  endedAt: null,
  total: 400,
  done: 100,
  failed: 3,
};

test('under way it says how far it is, what failed, and about how long it still takes', () => {
  const message = collectionProgressMessage(RUN, NOW);
  expectGoodMessage(message);
  expect(sketch(message)).toMatchInlineSnapshot(`
    "
    says: Collecting the facts of all services: 100 of 400 services, ❔ 3 without an answer, about 3 minutes left.
    *Collecting the facts of all services*
    ███░░░░░░░░░  100 of 400 services · ❔ 3 without an answer · about 3 minutes left
    "
  `);
});

test('at its beginning it guesses nothing', () => {
  const begun = { ...RUN, done: 1, failed: 0, startedAt: NOW - SECOND };
  expect(collectionProgressMessage(begun, NOW).text).toBe(
    'Collecting the facts of all services: 1 of 400 services.',
  );
});

test('its end is a summary', () => {
  const message = collectionProgressMessage({ ...RUN, done: 400, endedAt: NOW }, NOW);
  expectGoodMessage(message);
  expect(sketch(message)).toMatchInlineSnapshot(`
    "
    says: ❔ The facts of all services are collected, with gaps: 400 services in 1 minute, 3 without an answer.
    ❔ *The facts of all services are collected, with gaps*: 400 services in 1 minute, 3 without an answer.
    . Where nobody answered, the last good facts stay. \`/ready admin sources\` says why.
    "
  `);
});

test('one that went well says no more than that', () => {
  const well = { ...RUN, total: 1, done: 1, failed: 0, about: 'payments-api', endedAt: NOW };
  expect(collectionProgressMessage(well, NOW)).toMatchObject({
    text: '✅ The facts of payments-api are collected: 1 service in 1 minute.',
    blocks: [{ type: 'section' }],
  });
});

test('one that stopped on the way says how far it came, and that nothing was lost', () => {
  const message = collectionProgressMessage({ ...RUN, endedAt: NOW }, NOW);
  expectGoodMessage(message);
  expect(message.text).toBe(
    '❔ Collecting the facts of all services stopped at 100 of 400 services. Nothing was lost: the others are collected when they are due.',
  );
});

survivesHostileText((text) => collectionProgressMessage({ ...RUN, about: text }, NOW));
survivesHostileText((text) => collectionProgressMessage({ ...RUN, about: text, endedAt: NOW }, NOW));
