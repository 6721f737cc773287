import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { outageEndedMessage, outageMessage } from '../../../src/slack/views/outage.ts';
import { expectGoodMessage, survivesHostileText } from '../../support/hostile.ts';
import { sketch } from '../../support/sketch.ts';
import { NOW } from '../../support/view-models.ts';

const OUT = {
  vendor: 'GitHub',
  since: NOW - 20 * MINUTE,
  services: 214,
  lastError: 'GitHub answers 503: Service Unavailable',
  others: [],
};

test('an outage says since when, that nobody is blamed, and what to look at', () => {
  const message = outageMessage(OUT, NOW);
  expectGoodMessage(message);
  expect(sketch(message)).toMatchInlineSnapshot(`
    "
    says: GitHub does not answer. The last good facts stay, no owner is told, nothing turns to a fail.
    ❔ *GitHub has not answered about any of 214 services since <!date^1773307260^{time}|12 March 2026 at 09:21 UTC>.*
    The last good facts stay in force and show their age. Where they get too old the answer is “don’t know”: no gap is counted, and no owner is told.
    . It says: GitHub answers 503: Service Unavailable
    . Look at GitHub’s status page, then at its token and limits: \`/ready admin sources\`. You hear once more when it answers.
    "
  `);
});

test('what else is out at the time is told with it', () => {
  const message = outageMessage({ ...OUT, others: [{ vendor: 'PagerDuty', since: NOW - HOUR }] }, NOW);
  expect(message.text).toContain('GitHub and PagerDuty do not answer');
  expect(JSON.stringify(message.blocks)).toContain('Silent too: PagerDuty since');
});

test('the end says how long it took, and that what waits is asked about by itself', () => {
  const ended = { vendor: 'GitHub', since: NOW - 130 * MINUTE, ended: NOW, failing: 1, stillOut: ['Snyk'] };
  const message = outageEndedMessage(ended);
  expectGoodMessage(message);
  expect(sketch(message)).toMatchInlineSnapshot(`
    "
    says: GitHub answers again, after 2 hours 10 minutes. 1 service waits to be asked about again; that happens by itself.
    ✅ *GitHub answers again*, after 2 hours 10 minutes. 1 service waits to be asked about again; that happens by itself.
    . Still silent: Snyk
    "
  `);
});

survivesHostileText((text) =>
  outageMessage({ ...OUT, vendor: text, lastError: text, others: [{ vendor: text, since: NOW }] }, NOW),
);
