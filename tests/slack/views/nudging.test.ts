/** What is said around reminders: when nobody answers, when there are too many, when they reach nobody. */
import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import { escalationMessage } from '../../../src/slack/views/escalation.ts';
import { claimedMessage, notMineModal } from '../../../src/slack/views/not-mine-modal.ts';
import { assignedMessage, assignModal, ownerlessMessage } from '../../../src/slack/views/ownerless.ts';
import { claimMessage } from '../../../src/slack/views/ownership-claim.ts';
import { snoozedMessage } from '../../../src/slack/views/snoozed.ts';
import { stormMessage } from '../../../src/slack/views/storm.ts';
import type { EscalationView } from '../../../src/use-cases/nudge-views.ts';
import { expectGoodMessage, expectGoodModal, poisoned, survivesHostileText } from '../../support/hostile.ts';
import {
  claimView,
  escalationView,
  nudgedService,
  ownerlessView,
  stormView,
} from '../../support/literal-nudges.ts';
import { sketch } from '../../support/sketch.ts';
import { heading, NOW } from '../../support/view-models.ts';

const KEEP = ['id', 'kind', 'what', 'why', 'outcome', 'standing', 'cause', 'key', 'state', 'step'];
const inChannel = (view: EscalationView) => escalationMessage(view, { now: NOW, shared: true });

describe('an escalation', () => {
  test('tells the team once what is open, without blame, and what ends it', () => {
    const message = inChannel(escalationView());
    expectGoodMessage(message);
    expect(sketch(message)).toMatchInlineSnapshot(`
      "
      says: payments-api still needs Payments: two on-call levels. 3 reminders so far, and no answer yet.
      *payments-api* (tier-1: a shopper pays) still needs Payments
      ❌ Two on-call levels · 1 on-call level, needs 2 · <https://wiki.acme.test/branch-rules|Fix>
      . 3 reminders so far, and no answer yet
      . You hear of it here once. A fix, a snooze or a request for an exception ends it.
      [Open the card → open payments-api] [Check again → nudge-menu check payments-api] [Request exception → nudge-menu:1 except payments-api]
      "
    `);
  });

  test('tells who decides about the tier why they hear of it', () => {
    expect(sketch(inChannel(escalationView({ step: 'approvers' })))).toContain(
      'You decide about exceptions of tier-1, so you hear of it once; Payments heard of it in their channel.',
    );
  });

  survivesHostileText((text) => inChannel(poisoned(escalationView(), text, KEEP)));
});

describe('held reminders', () => {
  test('are summed up with the decision one press away', () => {
    const message = stormMessage(stormView(), NOW);
    expectGoodMessage(message);
    expect(sketch(message)).toMatchInlineSnapshot(`
      "
      says: 40 reminders to 40 of 150 owners: held back. Send or discard them.
      ⚠️ *40 reminders to 40 of 150 owners: held back* since <!date^1773307860^{time}|12 March 2026 at 09:31 UTC>
      Within an hour 40 of 150 owners (26 %) would be reminded; above 20 % I ask first.
      None of them was sent. What is mended until you decide is left out.
      [Send → storm-send 0195f2f0-0000-7000-8000-0000000000b1] [Discard → storm-discard 0195f2f0-0000-7000-8000-0000000000b1]
      . Discarded ones are not sent later; what still stands open is told with the next reminder.
      "
    `);
  });

  test('say who decided, without buttons', () => {
    const decided = { decidedBy: 'UBO', decidedByName: 'Bo', decidedAt: NOW - HOUR };
    const message = stormMessage(stormView({ state: 'discarded', ...decided }), NOW);
    expectGoodMessage(message);
    expect(message.text).toBe('40 reminders to 40 of 150 owners: discarded by Bo.');
    expect(JSON.stringify(message.blocks)).not.toContain('button');
  });

  survivesHostileText((text) => stormMessage(poisoned(stormView(), text, KEEP), NOW));
});

describe('services without owner', () => {
  test('are listed with why, with whom they may be of, and Assign', () => {
    const message = ownerlessMessage(ownerlessView());
    expectGoodMessage(message);
    expect(sketch(message)).toMatchInlineSnapshot(`
      "
      says: 2 services without an owner who is there: payments-api and ledger. What they lack reaches nobody.
      ⚠️ *2 services without an owner who is there*
      What they lack reaches nobody, the most critical first.
      *payments-api* (tier-1: a shopper pays) · 3 open
      The catalog says “payment-squad”, which is none of its teams
      Perhaps *Payments* (most commits of the last month) [Assign → assign-owner:0 payments-api]
      *ledger* (tier-2)
      The catalog names no owner [Assign → assign-owner:1 ledger]
      . Once a week, to admins. An owner in the catalog’s files comes before one assigned here.
      "
    `);
  });

  test('are two hundred, and those that do not fit are named', () => {
    const [one] = ownerlessView().services;
    if (one === undefined) throw new Error('there is one');
    const services = Array.from({ length: 200 }, (_, nth) => ({
      ...one,
      service: nudgedService(`s-${nth}`),
    }));
    const message = ownerlessMessage(ownerlessView({ services }));
    expectGoodMessage(message);
    expect(sketch(message)).toMatch(/and s-15, .*s-34 and 165 more/);
  });

  test('that are none any more say so', () => {
    expect(ownerlessMessage(ownerlessView({ services: [] })).text).toBe(
      'Every service has an owner who is there.',
    );
    expect(assignedMessage('ledger', 'Payments', ownerlessView({ services: [] })).text).toBe(
      'ledger is assigned to Payments. No other service is without an owner.',
    );
  });

  test('are assigned in a modal that has the best suggestion chosen', () => {
    const modals = ownerlessView().services.map(assignModal);
    for (const modal of modals) expectGoodModal(modal);
    expect(JSON.stringify(modals[0])).toContain(
      '"initial_option":{"text":{"type":"plain_text","text":"Payments · payments"',
    );
    expect(JSON.stringify(modals[1])).not.toContain('initial_option');
  });

  survivesHostileText((text) => {
    const services = ownerlessView().services.map((one) => poisoned(one, text, KEEP));
    return ownerlessMessage(ownerlessView({ services: Array.from({ length: 100 }, () => services).flat() }));
  });
  survivesHostileText((text) => assignModal(poisoned(ownerlessView(), text, KEEP).services[0] ?? fail()));
});

function fail(): never {
  throw new Error('there is one');
}

describe('what is not theirs', () => {
  test('is asked for with what the catalog says, and whom it is told', () => {
    const modal = notMineModal(heading('payments-api'));
    expectGoodModal(modal);
    expect(sketch(modal)).toMatchInlineSnapshot(`
      "
      modal: Not mine
      *payments-api* · Payments API
      The catalog says that it is of Payments.


      . The channel of that team is told, with your name; where you name none, the channel of Payments. The catalog stays as it is until its owner is changed there.
      "
    `);
    const orphan = notMineModal(heading('ledger', { owner: { declared: 'squad' } }));
    expect(sketch(orphan)).toContain('The catalog names no owner.');
  });

  test('is told to the team that it is said to be of, and how it ended', () => {
    const message = claimMessage(claimView());
    expectGoodMessage(message);
    expect(sketch(message)).toMatchInlineSnapshot(`
      "
      says: Ana says that payments-api is of Search. Is that so?
      ⚠️ Ana says that *payments-api* is of Search
      _We handed it over in January_
      [Confirm → claim-confirm c1] [Not us → claim-not-us c1] [Someone else → claim-other c1] [Open the card → open payments-api]
      . Said on <!date^1773304860^{date}|12 March 2026>. The catalog says: Payments.
      "
    `);
    const accepted = claimView({ state: 'accepted', decidedByName: 'Cy', decidedAt: NOW });
    expect(claimMessage(accepted).text).toBe('Ana says that payments-api is of Search. Accepted.');
    expect(sketch(claimMessage(claimView({ team: null })))).toContain('*payments-api* is not of Payments');
  });

  test('is confirmed to whoever said so', () => {
    expect(claimedMessage(claimView()).text).toBe('Told: you say of payments-api that it is of Search.');
  });

  survivesHostileText((text) => claimMessage(poisoned(claimView(), text, KEEP)));
  survivesHostileText((text) => notMineModal(poisoned(heading('payments-api'), text, KEEP)));
});

test('a snooze says until when, with the way back', () => {
  const message = snoozedMessage({ service: nudgedService(), until: NOW + DAY }, NOW);
  expectGoodMessage(message);
  expect(sketch(message)).toMatchInlineSnapshot(`
    "
    says: No reminder of payments-api before 13 March 2026.
    🗓️ No reminder of *payments-api* before <!date^1773394860^{date}|13 March 2026> (in 1 day). Its checks count as before.
    [Undo → snooze 0 payments-api]
    "
  `);
  expect(snoozedMessage({ service: nudgedService(), until: null }, NOW).text).toContain(
    'come again as usual',
  );
});
