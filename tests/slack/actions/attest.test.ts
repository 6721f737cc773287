import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/domain/errors.ts';
import { attest } from '../../../src/slack/actions/attest.ts';
import { attestWithdraw } from '../../../src/slack/actions/attest-withdraw.ts';
import type { AttestationVerbs } from '../../../src/use-cases/attestation-views.ts';
import { actionContext, press, said } from '../../support/asking.ts';
import {
  attestableRule,
  attestationDraft,
  attestationLine,
  literalAttestations,
} from '../../support/literal-attestations.ts';
import { NOW } from '../../support/view-models.ts';

const OWN = attestationDraft({ chosen: attestableRule({ current: attestationLine() }), own: true });
const TWO = attestationDraft({
  rules: [attestableRule(), attestableRule({ rule: 'security/review', title: 'Threat review' })],
});

function asked(changes: Partial<AttestationVerbs> = {}) {
  const calls: unknown[] = [];
  const attestations = literalAttestations({
    draft: async (_viewer, ...rest) => {
      calls.push(rest);
      return attestationDraft();
    },
    ...changes,
  });
  return { calls, context: actionContext({ attestations }) };
}

describe('Attest', () => {
  test('opens a modal that asks what was found, where that can be read, and when it was', async () => {
    const { context, calls } = asked();
    const answer = await attest.run(press('payments-api'), context);
    expect(said(answer)).toContain('Restore drill');
    expect(JSON.stringify(answer)).toContain('What did you check');
    expect(JSON.stringify(answer)).toContain('It counts for 90 days');
    expect(calls).toEqual([['payments-api', null]]);
    expect(answer).toMatchObject({
      kind: 'modal',
      modal: { callback_id: 'attest', private_metadata: 'payments-api security/restore-drill' },
    });
  });

  test('of a rule begins with that rule', async () => {
    const { context, calls } = asked();
    await attest.run(press('payments-api security/review'), context);
    expect(calls).toEqual([['payments-api', 'security/review']]);
  });

  test('follows the rule that is chosen in it, and keeps what was typed', async () => {
    const { context, calls } = asked({
      draft: async (_viewer, ...rest) => {
        calls.push(rest);
        return TWO;
      },
    });
    const form = { about: 'payments-api security/restore-drill', values: { statement: ['Half a sentence'] } };
    const answer = await attest.run(press('security/review', { from: 'modal', form }), context);
    expect(calls).toEqual([['payments-api', 'security/review']]);
    expect(JSON.stringify(answer)).toContain('Half a sentence');
    expect(JSON.stringify(answer)).toContain('Threat review');
  });

  test('shows what counts already, with a way to take back one’s own', async () => {
    const { context } = asked({ draft: async () => OWN });
    const answer = await attest.run(press('payments-api'), context);
    expect(said(answer)).toContain('Attested by Ana');
    expect(JSON.stringify(answer)).toContain('Withdraw it?');
    const others = asked({ draft: async () => ({ ...OWN, own: false }) });
    expect(JSON.stringify(await attest.run(press('payments-api'), others.context))).not.toContain('Withdraw');
  });

  test('of an older message asks for a new one', async () => {
    await expect(attest.run(press('a b c d'), asked().context)).rejects.toThrow(UserError);
  });
});

describe('the submitted modal', () => {
  const form = {
    about: 'payments-api security/restore-drill',
    values: {
      statement: ['Restored'],
      evidence: ['https://wiki.acme.test/d'],
      date: ['2026-03-09'],
      rule: [],
    },
  };

  test('attests what was typed, and shows the card as it is then', async () => {
    const asks: unknown[] = [];
    const { context } = asked({
      attest: async (viewer, ask) => {
        asks.push(ask);
        return literalAttestations().attest(viewer, ask);
      },
    });
    const answer = await attest.submit?.(form, context);
    expect(asks).toEqual([
      {
        service: 'payments-api',
        rule: 'security/restore-drill',
        statement: 'Restored',
        evidence: 'https://wiki.acme.test/d',
        date: '2026-03-09',
      },
    ]);
    expect(answer).toBeDefined();
    expect(said(answer ?? { kind: 'nothing' })).toMatch(
      /Restore drill.* is attested until[\s\S]*payments-api/,
    );
  });

  test('says what is wrong at its fields', async () => {
    const problems = [
      { field: 'evidence', message: 'Paste a link.' },
      { field: 'date', message: 'Choose a day.' },
    ] as const;
    const { context } = asked({ attest: async () => ({ kind: 'invalid', problems }) });
    expect(await attest.submit?.({ ...form, values: {} }, context)).toEqual({
      kind: 'errors',
      errors: { evidence: 'Paste a link.', date: 'Choose a day.' },
    });
  });

  test('that somebody altered is refused', async () => {
    await expect(attest.submit?.({ ...form, about: '{"x":1}' }, asked().context)).rejects.toThrow(UserError);
    await expect(attest.submit?.({ ...form, about: 'payments-api' }, asked().context)).rejects.toThrow(
      UserError,
    );
  });
});

describe('Withdraw', () => {
  test('takes back the attestation that was shown, and shows the card as it is then', async () => {
    const calls: unknown[] = [];
    const { context } = asked({
      withdraw: async (viewer, ...rest) => {
        calls.push(rest);
        return literalAttestations().withdraw(viewer, ...rest);
      },
    });
    const answer = await attestWithdraw.run(press('id-1 payments-api', { from: 'modal' }), context);
    expect(calls).toEqual([['payments-api', 'id-1']]);
    expect(said(answer)).toContain('is withdrawn');
    expect(context.now).toBe(NOW);
    await expect(attestWithdraw.run(press('x'), context)).rejects.toThrow(UserError);
  });
});
