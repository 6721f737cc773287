import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/domain/errors.ts';
import { archive } from '../../../src/slack/actions/archive.ts';
import { claimAsk } from '../../../src/slack/actions/claim-ask.ts';
import { claimAskAll } from '../../../src/slack/actions/claim-ask-all.ts';
import { claimConfirm } from '../../../src/slack/actions/claim-confirm.ts';
import { claimList } from '../../../src/slack/actions/claim-list.ts';
import { claimNew } from '../../../src/slack/actions/claim-new.ts';
import { claimNotUs } from '../../../src/slack/actions/claim-not-us.ts';
import { claimOther } from '../../../src/slack/actions/claim-other.ts';
import { edit } from '../../../src/slack/actions/edit.ts';
import { register } from '../../../src/slack/actions/register.ts';
import { relabelApprove } from '../../../src/slack/actions/relabel-approve.ts';
import { relabelDeny } from '../../../src/slack/actions/relabel-deny.ts';
import { unarchive } from '../../../src/slack/actions/unarchive.ts';
import { verify } from '../../../src/slack/actions/verify.ts';
import { adminOwners } from '../../../src/slack/commands/admin-owners.ts';
import { actionContext, commandContext, press, said } from '../../support/asking.ts';
import { kept, literalUpkeep, ownershipClaim } from '../../support/literal-upkeep.ts';

const ABOUT = { about: 'payments-api', values: {} };

describe.each([register, edit])('$name', (action) => {
  const name = action.name === 'register' ? 'register' : 'edit';

  test('opens a modal, and keeps what was typed in it', async () => {
    const calls: unknown[] = [];
    const upkeep = literalUpkeep({
      [name]: async (_viewer: unknown, ...rest: unknown[]) => {
        calls.push(rest);
        return kept();
      },
    });
    const opened = await action.run(press('payments-api'), actionContext({ upkeep }));
    expect(opened).toMatchObject({ kind: 'modal', modal: { callback_id: name } });
    const values = { name: ['Pay'], team: ['search'], tier: ['tier-1'], reason: ['Old'] };
    const answer = await action.submit?.({ about: 'payments-api', values }, actionContext({ upkeep }));
    expect(answer).toMatchObject({ kind: 'modal' });
    const typed = { name: 'Pay', owner: 'search', tier: 'tier-1' };
    expect(calls).toEqual([name === 'edit' ? ['payments-api', typed, 'Old'] : [typed, 'Old']]);
  });

  test('says mistakes at their inputs, and offers teams', async () => {
    const problems = [
      { field: 'owner', message: 'There is no such team.' },
      { field: 'reason', message: 'Say why.' },
    ] as const;
    const upkeep = literalUpkeep({ [name]: async () => ({ kind: 'invalid', problems }) });
    expect(await action.submit?.(ABOUT, actionContext({ upkeep }))).toEqual({
      kind: 'errors',
      errors: { team: 'There is no such team.', reason: 'Say why.' },
    });
    const options = await action.options?.('pay', actionContext());
    expect(options === undefined ? '' : said(options)).toBe('options payments');
  });
});

test('Archive is answered with the way back, and Bring it back with the card', async () => {
  expect(said(await archive.run(press('payments-api'), actionContext()))).toContain(
    '[Bring it back → unarchive payments-api]',
  );
  expect(said(await archive.run(press('payments-api', { from: 'modal' }), actionContext()))).toMatch(
    /^modal/,
  );
  expect(said(await unarchive.run(press('payments-api'), actionContext()))).toContain('payments-api');
});

describe('a claim', () => {
  test('says once what was answered: its message follows by itself, a window shows it', async () => {
    const inWindow = press('c1', { from: 'modal' });
    expect(await claimConfirm.run(press('c1'), actionContext())).toEqual({ kind: 'nothing' });
    expect(await claimNotUs.run(press('c1'), actionContext())).toEqual({ kind: 'nothing' });
    expect(said(await claimConfirm.run(inWindow, actionContext()))).toContain('Accepted by Bo');
    expect(said(await claimNotUs.run(inWindow, actionContext()))).toContain('Declined by Bo');
  });

  test('is passed on to the team that is chosen; none is said at the field', async () => {
    expect(said(await claimOther.run(press('c1'), actionContext()))).toContain('Whose is *payments-api*?');
    const asked: unknown[] = [];
    const upkeep = literalUpkeep({
      someoneElse: async (_viewer, ...rest) => {
        asked.push(rest);
        return { kind: 'done', view: ownershipClaim({ state: 'declined' }) };
      },
    });
    const form = { about: 'c1', values: { team: ['search'] } };
    expect(await claimOther.submit?.(form, actionContext({ upkeep }))).toMatchObject({ kind: 'private' });
    expect(asked).toEqual([['c1', 'search']]);
    for (const one of [claimOther, claimNew])
      expect(await one.submit?.(ABOUT, actionContext())).toMatchObject({
        kind: 'errors',
        errors: { team: /Choose/ },
      });
  });

  test('is begun from the suggestions, one by one or all at once', async () => {
    expect(said(await claimNew.run(press('payments-api'), actionContext()))).toContain('very likely (85 %)');
    expect(said(await claimAsk.run(press('payments-api payments'), actionContext()))).toContain(
      'Payments is asked',
    );
    await expect(claimAsk.run(press('x'), actionContext())).rejects.toThrow(UserError);
    expect(said(await adminOwners.run('', commandContext()))).toContain('[Ask 7 teams → claim-ask-all]');
    expect(said(await claimList.run(press('10'), actionContext()))).toContain('11–20 of 21');
    expect(said(await claimAskAll.run(press(''), actionContext()))).toContain('Asked about 7 services');
  });
});

test('what came of labels is said once: their message follows by itself, a window shows it', async () => {
  const inWindow = press('r1', { from: 'modal' });
  expect(await relabelApprove.run(press('r1'), actionContext())).toEqual({ kind: 'nothing' });
  expect(await relabelDeny.run(press('r1'), actionContext())).toEqual({ kind: 'nothing' });
  expect(said(await relabelApprove.run(inWindow, actionContext()))).toContain('Approved by Bo');
  expect(said(await relabelDeny.run(inWindow, actionContext()))).toContain('Denied by Bo');
});

test('All still true is kept, and answered with the card', async () => {
  expect(said(await verify.run(press('payments-api'), actionContext()))).toContain('Correct something');
  const answer = await verify.submit?.(ABOUT, actionContext());
  expect(answer === undefined ? '' : said(answer)).toContain('*payments-api* is verified.');
});
