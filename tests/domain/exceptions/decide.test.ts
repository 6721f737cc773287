import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Act, decide, type Rights } from '../../../src/domain/exceptions/decide.ts';
import { type Exception, isInForce, isOpen, newException } from '../../../src/domain/exceptions/exception.ts';
import { DAY } from '../../../src/domain/instant.ts';

const NOW = Date.parse('2026-03-12T09:41:00Z');
const OMAR = { id: 'UOMAR', name: 'Omar' };
const ANA = { id: 'UANA', name: 'Ana' };
const BO = { id: 'UBO', name: 'Bo' };
const MAY: Rights = { approver: true, admin: false };
const MAY_NOT: Rights = { approver: false, admin: false };

function asked(more: Partial<Exception> = {}): Exception {
  return {
    ...newException({
      id: 'e1',
      serviceKey: 'k1',
      rules: [{ rule: 'readiness/coverage', meaning: 'm1' }],
      kind: 'one-time',
      requester: OMAR,
      requestedAt: NOW,
      reason: 'New module lands this week',
      risk: 'Bugs reach shoppers; the module is behind a flag',
      followUp: 'https://jira.acme.test/PAY-812',
      askedUntil: NOW + 14 * DAY,
      tier: 'tier-1',
      approvalsRequired: 2,
      extends: null,
      batch: null,
    }),
    ...more,
  };
}

/** What became of it after these acts, each by somebody who may. */
function reached(exception: Exception, ...acts: readonly Act[]): Exception {
  return acts.reduce((current, act) => {
    const decision = decide(current, act, MAY, NOW);
    if (decision.kind === 'refused') throw new Error(decision.why);
    return decision.exception;
  }, exception);
}

const approve = (by = ANA, more: Partial<Extract<Act, { kind: 'approve' }>> = {}): Act => ({
  kind: 'approve',
  by,
  seen: 1,
  ...more,
});

describe('approving', () => {
  test('takes as many different people as the tier wants, and counts from then', () => {
    const first = decide(asked(), approve(ANA), MAY, NOW);
    expect(first).toMatchObject({
      kind: 'changed',
      became: 'agreed',
      exception: { state: 'pending', from: null },
    });
    const both = decide(reached(asked(), approve(ANA)), approve(BO), MAY, NOW + 1);
    expect(both).toMatchObject({
      became: 'approved',
      exception: { state: 'approved', from: NOW + 1, until: NOW + 14 * DAY, version: 3 },
    });
  });

  test('until an earlier day shortens it for all', () => {
    const shortened = reached(asked(), approve(ANA, { until: NOW + 3 * DAY }), approve(BO));
    expect(shortened.until).toBe(NOW + 3 * DAY);
    expect(isInForce(shortened, NOW + 3 * DAY - 1)).toBe(true);
    expect(isInForce(shortened, NOW + 3 * DAY)).toBe(false);
  });

  test.each([
    ['the requester, even if an approver', approve(OMAR), MAY, 'own-request'],
    ['who is no approver', approve(ANA), MAY_NOT, 'not-an-approver'],
    ['who saw another request', approve(ANA, { seen: 2 }), MAY, 'seen-another'],
    ['until a day that has passed', approve(ANA, { until: NOW }), MAY, 'no-such-end'],
    ['for longer than asked', approve(ANA, { until: NOW + 15 * DAY }), MAY, 'no-such-end'],
  ] as const)('is refused to %s', (_who, act, rights, why) => {
    expect(decide(asked(), act, rights, NOW)).toEqual({ kind: 'refused', why });
  });

  test('twice by the same person counts once', () => {
    expect(decide(reached(asked(), approve(ANA)), approve(ANA), MAY, NOW)).toEqual({
      kind: 'refused',
      why: 'already-agreed',
    });
  });

  test('after the end to which somebody shortened it is refused', () => {
    const shortened = reached(asked(), approve(ANA, { until: NOW + DAY }));
    expect(decide(shortened, approve(BO), MAY, NOW + 2 * DAY)).toEqual({
      kind: 'refused',
      why: 'no-such-end',
    });
  });
});

describe('ending', () => {
  const approved = reached(asked(), approve(ANA), approve(BO));

  test('one denial, with a reason, denies', () => {
    const denied = reached(asked(), approve(ANA), { kind: 'deny', by: BO, seen: 1, reason: 'Use the flag' });
    expect(denied).toMatchObject({ state: 'denied', end: { by: BO, reason: 'Use the flag' } });
    expect(decide(asked(), { kind: 'deny', by: BO, seen: 1, reason: ' ' }, MAY, NOW)).toMatchObject({
      why: 'no-reason',
    });
  });

  test('the requester withdraws while it is pending, and nobody else', () => {
    expect(reached(asked(), { kind: 'withdraw', by: OMAR }).state).toBe('withdrawn');
    expect(decide(asked(), { kind: 'withdraw', by: ANA }, MAY, NOW)).toMatchObject({
      why: 'not-the-requester',
    });
    expect(decide(approved, { kind: 'withdraw', by: OMAR }, MAY, NOW)).toMatchObject({
      why: 'already-decided',
    });
  });

  test('an approver or an admin revokes what is approved, with a reason', () => {
    const revoke: Act = { kind: 'revoke', by: BO, reason: 'An incident came of it' };
    expect(decide(approved, revoke, { approver: false, admin: true }, NOW)).toMatchObject({
      became: 'revoked',
    });
    expect(decide(approved, revoke, MAY_NOT, NOW)).toMatchObject({ why: 'not-an-approver' });
    expect(decide(asked(), revoke, MAY, NOW)).toMatchObject({ why: 'already-decided' });
  });

  test('it expires at its instant and not before; what nobody decided is cancelled', () => {
    expect(decide(approved, { kind: 'expire' }, MAY_NOT, NOW + 14 * DAY - 1)).toMatchObject({
      why: 'not-over-yet',
    });
    expect(decide(approved, { kind: 'expire' }, MAY_NOT, NOW + 14 * DAY)).toMatchObject({
      became: 'expired',
    });
    expect(decide(asked(), { kind: 'expire' }, MAY_NOT, NOW + 14 * DAY)).toMatchObject({
      became: 'cancelled',
    });
  });
});

describe('what was agreed to', () => {
  test('no longer holds when the requester changes the request: all are asked anew', () => {
    const edit: Act = { kind: 'edit', by: OMAR, asked: { ...asked(), reason: 'Something else' } };
    const edited = reached(asked(), approve(ANA), edit);
    expect(edited).toMatchObject({ state: 'pending', approvals: [], revision: 2, reason: 'Something else' });
    expect(decide(edited, approve(ANA), MAY, NOW)).toMatchObject({ why: 'seen-another' });
  });

  test('no longer holds when the rule or the tier changes, even if it was approved', () => {
    const approved = reached(asked(), approve(ANA, { until: NOW + DAY }), approve(BO));
    const voided = reached(approved, {
      kind: 'void',
      reason: 'tier-0',
      now: { tier: 'tier-0', approvalsRequired: 3 },
    });
    expect(voided).toMatchObject({
      state: 'pending',
      tier: 'tier-0',
      approvalsRequired: 3,
      approvals: [],
      from: null,
      until: NOW + 14 * DAY,
    });
    expect(isInForce(voided, NOW)).toBe(false);
  });
});

describe('whatever happens, in whatever order', () => {
  const people = fc.constantFrom(OMAR, ANA, BO, { id: 'UCY', name: 'Cy' });
  const act: fc.Arbitrary<Act> = fc.oneof(
    fc.record({ kind: fc.constant('approve' as const), by: people, seen: fc.integer({ min: 1, max: 3 }) }),
    fc.record({
      kind: fc.constant('deny' as const),
      by: people,
      seen: fc.integer({ min: 1, max: 3 }),
      reason: fc.constantFrom('', 'no'),
    }),
    fc.record({ kind: fc.constant('withdraw' as const), by: people }),
    fc.record({ kind: fc.constant('revoke' as const), by: people, reason: fc.constantFrom('', 'no') }),
    fc.record({ kind: fc.constant('edit' as const), by: people, asked: fc.constant(asked()) }),
    fc.record({
      kind: fc.constant('void' as const),
      reason: fc.constant('tier'),
      now: fc.record({ approvalsRequired: fc.integer({ min: 1, max: 3 }) }),
    }),
    fc.constant({ kind: 'cancel' as const, reason: 'gone' }),
    fc.constant({ kind: 'expire' as const }),
  );
  const step = fc.record({
    act,
    approver: fc.boolean(),
    admin: fc.boolean(),
    later: fc.integer({ min: 0, max: 5 }),
  });

  test('it is approved only by enough different people with the right, and never by the requester', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let current = asked();
        let now = NOW;
        let agreed = new Set<string>();
        for (const { act, approver, admin, later } of steps) {
          now += later * DAY;
          const before = current;
          const decision = decide(current, act, { approver, admin }, now);
          if (decision.kind === 'refused') continue;
          current = decision.exception;
          expect(current.version).toBe(before.version + 1);
          expect(isOpen(before)).toBe(true);
          if (act.kind === 'approve') {
            expect(approver).toBe(true);
            expect(act.by.id).not.toBe(OMAR.id);
            expect(act.seen).toBe(before.revision);
            agreed.add(act.by.id);
          }
          if (act.kind === 'edit' || act.kind === 'void') agreed = new Set();
          if (current.state === 'approved')
            expect(agreed.size).toBeGreaterThanOrEqual(current.approvalsRequired);
          expect(isOpen(current)).toBe(current.end === null);
          expect(isInForce(current, now) && now >= current.until).toBe(false);
        }
      }),
    );
  });
});
