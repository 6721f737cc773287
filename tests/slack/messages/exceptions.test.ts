import { describe, expect, test } from 'vitest';
import { exceptionEnding } from '../../../src/slack/messages/exception-ending.ts';
import { exceptionHeard } from '../../../src/slack/messages/exception-heard.ts';
import { exceptionOutcome } from '../../../src/slack/messages/exception-outcome.ts';
import { exceptionReminder } from '../../../src/slack/messages/exception-reminder.ts';
import { exceptionRequest } from '../../../src/slack/messages/exception-request.ts';
import { exceptionTold } from '../../../src/slack/messages/exception-told.ts';
import type { About, MessageDeps } from '../../../src/slack/messages/message.ts';
import type { ExceptionView } from '../../../src/use-cases/exception-views.ts';
import { ANA, exception, exceptionView } from '../../support/literal-exceptions.ts';
import { NO_PICTURES } from '../../support/literal-map.ts';
import { NO_NUDGES } from '../../support/literal-nudges.ts';
import { NO_UPKEEP } from '../../support/literal-upkeep.ts';
import { POLICY } from '../../support/message-kinds.ts';
import { check, checkView, NOW } from '../../support/view-models.ts';

const SUBJECT = { exception: 'e1', revision: 1, why: 'waiting', what: 'approved', days: 7 };
const TO_ANA: About = { subject: SUBJECT, audience: { kind: 'person', person: ANA.id } };
const TO_CHANNEL: About = { subject: SUBJECT, audience: { kind: 'channel', channel: '#approvals' } };
const KINDS = [
  exceptionEnding,
  exceptionHeard,
  exceptionOutcome,
  exceptionReminder,
  exceptionRequest,
  exceptionTold,
];

/** `sent`: it stands in Ana's messages already. */
function deps(view: ExceptionView | null, sent = false): MessageDeps {
  // Of the store messages about exceptions ask this alone.
  const store = {
    messages: { sent: async () => (sent ? [{ audience: TO_ANA.audience }] : []) },
  } as unknown as MessageDeps['store'];
  return {
    store,
    policy: POLICY,
    vendorOf: String,
    exception: async () => view,
    batch: async () => null,
    nudges: NO_NUDGES,
    upkeep: NO_UPKEEP,
    pictures: NO_PICTURES,
    home: async () => null,
    initiative: async () => null,
    now: NOW,
  };
}

test.each(KINDS)('$name says nothing about what is gone, or about nothing of ours', async (kind) => {
  expect(await kind.render(TO_ANA, deps(null))).toBeNull();
  expect(await kind.render({ ...TO_ANA, subject: {} }, deps(exceptionView()))).toBeNull();
});

test('requests and answers rather arrive twice than never', () => {
  expect([exceptionRequest, exceptionTold].map(({ prefers }) => prefers)).toEqual(['duplicate', 'duplicate']);
});

describe('a request', () => {
  const secret = checkView('Code coverage over 85 %', 'fail', {
    sensitive: true,
    check: check('code-coverage-over-85-', 'fail', { reason: '3 keys in .env' }),
  });

  test('in a channel withholds the values of sensitive checks, to an approver it shows them', async () => {
    const view = exceptionView({ checks: [secret] });
    expect(JSON.stringify(await exceptionRequest.render(TO_CHANNEL, deps(view)))).not.toContain('3 keys');
    expect(JSON.stringify(await exceptionRequest.render(TO_ANA, deps(view)))).toContain('3 keys');
  });

  test('is redrawn with each change', async () => {
    const version = async (number: number) =>
      (
        await exceptionRequest.render(
          TO_ANA,
          deps(exceptionView({ exception: exception({ version: number }) })),
        )
      )?.version;
    expect(await version(2)).not.toBe(await version(1));
  });

  test('whose channel cannot be written to reaches somebody who decides, or an admin', async () => {
    const people = (await exceptionRequest.fallbacks(TO_CHANNEL, deps(exceptionView()))).map(
      (one) => one.kind === 'person' && one.person,
    );
    expect(people).toEqual(['UANA', 'UBO', ...POLICY.admins]);
    expect(await exceptionRequest.fallbacks(TO_ANA, deps(exceptionView()))).toEqual([]);
  });
});

describe('a reminder is not sent', () => {
  const rendered = (view: ExceptionView) => exceptionReminder.render(TO_ANA, deps(view));

  test('but to who has not answered', async () => {
    expect(await rendered(exceptionView())).not.toBeNull();
  });

  test.each([
    ['where it is decided by now', exception({ state: 'denied' })],
    ['where it was changed again since', exception({ revision: 2 })],
    ['to who has agreed by now', exception({ approvals: [{ by: ANA, at: NOW, until: NOW + 1 }] })],
  ])('%s', async (_why, stands) => {
    expect(await rendered(exceptionView({ exception: stands }))).toBeNull();
  });

  test('but one that stands says what became of it', async () => {
    const view = exceptionView({ exception: exception({ state: 'denied' }) });
    const redrawn = await exceptionReminder.render(TO_ANA, deps(view, true));
    expect(redrawn?.message.text).toMatch(/^Denied/);
    expect(await exceptionReminder.render(TO_CHANNEL, deps(view, true))).toBeNull();
  });
});

test('an end is announced while there is one to come, and what was announced is corrected', async () => {
  const approved = exceptionView({ exception: exception({ state: 'approved' }) });
  const announced = await exceptionEnding.render(TO_ANA, deps(approved));
  expect(announced).not.toBeNull();
  const revoked = exceptionView({ exception: exception({ state: 'revoked' }) });
  expect(await exceptionEnding.render(TO_ANA, deps(revoked))).toBeNull();
  const corrected = await exceptionEnding.render(TO_ANA, deps(revoked, true));
  expect(JSON.stringify(corrected?.message)).not.toContain('exception-new');
  expect(corrected?.version).not.toBe(announced?.version);
});

test('the outcome is changed in place when the state is another', async () => {
  const version = async (state: 'approved' | 'revoked') =>
    (await exceptionOutcome.render(TO_CHANNEL, deps(exceptionView({ exception: exception({ state }) }))))
      ?.version;
  expect(await version('approved')).not.toBe(await version('revoked'));
});
