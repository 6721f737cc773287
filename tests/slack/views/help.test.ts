import { expect, test } from 'vitest';
import { helpMessage } from '../../../src/slack/views/help.ts';
import { expectGoodMessage, survivesHostileText } from '../../support/hostile.ts';
import { sketch } from '../../support/sketch.ts';

test('help shows every verb with what it does', () => {
  const message = helpMessage(
    [
      { usage: '', summary: 'Your services' },
      { usage: 'list [team:x]', summary: 'All services' },
    ],
    '/ready',
  );
  expectGoodMessage(message);
  expect(sketch(message)).toMatchInlineSnapshot(`
    "
    says: What you can type. /ready: Your services /ready list [team:x]: All services
    # What you can type
    | */ready*
    |   Your services
    | */ready list [team:x]*
    |   All services
    In a thread, where commands do not work, mention me (\`@Ready payments-api\`) or use *Check readiness* in the menu of a message.
    . Answers are seen by you alone until you press Share.
    [My services → say] [All services → say:1 list] [What is checked → say:2 explain] [My reminders → nudge-settings]
    "
  `);
});

survivesHostileText((text) => helpMessage([{ usage: text, summary: text }], '/ready'));
