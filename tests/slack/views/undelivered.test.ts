import { expect, test } from 'vitest';
import { undeliveredMessage } from '../../../src/slack/views/undelivered.ts';
import { expectGoodMessage, survivesHostileText } from '../../support/hostile.ts';
import { sketch } from '../../support/sketch.ts';

test('an archived channel is told with what to do about it', () => {
  const message = undeliveredMessage({ kind: 'channel', channel: '#old' }, 'is_archived');
  expectGoodMessage(message);
  expect(sketch(message)).toMatchInlineSnapshot(`
    "
    says: A message did not reach #old, which is archived.
    ⚠️ *A message did not reach #old*, which is archived.
    Mend the channel, or name another one in the catalog.
    . Until then others are told instead where there are any. This is said once a month.
    "
  `);
});

test('a reason that nobody foresaw stands there in Slack’s word', () => {
  const { text } = undeliveredMessage({ kind: 'person', person: 'bo@acme.test' }, 'who_knows');
  expect(text).toBe(
    'A message did not reach bo@acme.test, who cannot be reached: Slack answers “who_knows”.',
  );
});

survivesHostileText((text) => undeliveredMessage({ kind: 'channel', channel: text }, text));
survivesHostileText((text) => undeliveredMessage({ kind: 'person', person: text }, text));
