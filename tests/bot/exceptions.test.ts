/** Exceptions from asking to the card, over a local workspace: real Bolt, store, use-cases, outbox and directory. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { outboxOver } from '../../src/bot/outbox.ts';
import { laterDirectory } from '../../src/bot/slack-directory.ts';
import { exceptionValue } from '../../src/slack/views/targets.ts';
import { runningClock } from '../../src/workspace/clock.ts';
import type { Message, View } from '../../src/workspace/slack.ts';
import { drawn } from '../support/bot-at-work.ts';
import { CARD, CATALOG } from '../support/exceptions-home.ts';
import { credentials, expectNoViolations, SCOPES, startBot, WAYS, type Way } from '../support/slack-bot.ts';
import { factsFile, openSmallHome, type SmallHome, START, viewerOf } from '../support/small-home.ts';

const READY = `
organisation: Acme
timezone: Europe/London
admins: [root@acme.test]
exceptions: {channel: "#exceptions"}
tiers:
  - {id: tier-1, name: Customers stop, jobs: [A shopper pays], approvers: ["@approvers"], approvals_required: 2,
     fallback_approvers: [root@acme.test], exception_max_days: 14, follow_up_required: true}
  - {id: tier-2, name: Customers wait, jobs: [A shopper tracks a parcel], approvers: [ana@acme.test], exception_max_days: 30}
default_tier: tier-2
collectors:
  file: {files: [facts.yml], fills: [vcs, coverage, vulnerabilities]}
`;

const RUNBOOK = '{type: runbook, title: Runbook, url: "https://wiki.acme.test/p"}';

const PEOPLE = [
  ...['omar', 'lea', 'ana', 'bo', 'root', 'dan'].map((name) => ({ name, email: `${name}@acme.test` })),
  { name: 'gil', email: 'gina@acme.test', isRestricted: true },
  { name: 'gone', deleted: true },
  { name: 'foreign', teamId: 'T0OTHER' },
];
const EVERYBODY = ['omar', 'lea', 'ana', 'bo', 'root', 'dan', 'gil', 'foreign'];

const TYPED = {
  rules: ['readiness/coverage'],
  reason: 'The new module lands this week, tests follow.',
  risk: 'A refund may fail; a flag limits it to 1 %.',
  'follow-up': 'https://jira.acme.test/browse/PAY-812',
};

async function atWork(way: Way) {
  const directory = laterDirectory();
  const clock = runningClock(START);
  const home = await openSmallHome(
    {
      'ready.yml': READY,
      'catalog/all.yml': CATALOG.replace(
        'channel: "#payments"}',
        `channel: "#payments", links: [${RUNBOOK}]}`,
      ),
      'scorecards/readiness.yml': CARD,
      'facts.yml': factsFile({ approvals: 1, percent: 61, critical: 0 }),
    },
    onTestFinished,
    { directory, clock },
  );
  const bot = await startBot(way, {
    verbs: home.app.verbs,
    workspace: {
      people: PEOPLE,
      channels: [
        { name: 'general', members: EVERYBODY },
        { name: 'payments', members: EVERYBODY },
        { name: 'exceptions', members: EVERYBODY },
        { name: 'partners', isShared: true, members: ['omar', 'foreign'] },
      ],
      groups: [{ handle: 'approvers', members: ['ana', 'bo', 'gil', 'gone', 'foreign', 'omar'] }],
      app: { scopes: [...SCOPES, 'im:write'] },
    },
    slack: { clock, workspace: home.app.store.workspace },
  });
  directory.connect(bot.slack.directory);
  const outbox = outboxOver(
    { app: home.app, log: bot.log },
    credentials(bot.workspace, way),
    home.config,
    home.config.playgroundDatabase,
  );
  await outbox.start();
  onTestFinished(async () => {
    await outbox.stop();
    await bot.close();
  });
  const { workspace } = bot;
  const until = async <T>(probe: () => T | undefined | false | null): Promise<T> => {
    outbox.kick();
    return workspace.until(probe);
  };
  const saying = (user: string, where: string, words: string) =>
    until(() => workspace.visibleTo(user, where).findLast((one) => drawn(one).includes(words)));
  const modal = (user: string, words: string) =>
    until(() => {
      const view = workspace.openView(user);
      return view !== undefined && JSON.stringify([view.title, view.blocks]).includes(words) && view;
    });
  const closeAll = async (user: string) => {
    const view = workspace.openView(user);
    if (view !== undefined) await workspace.closeView(user, view, { all: true });
  };
  const ask = async (user = 'omar'): Promise<View> => {
    await workspace.command(user, 'payments-api', { channel: 'general' });
    const card = await saying(user, 'general', 'Request exception');
    await workspace.click(user, card, 'exception-new');
    return modal(user, 'Effect');
  };
  const asked = async (user = 'omar') => {
    const { errors } = await workspace.submit(user, await ask(user), TYPED);
    expect(errors).toEqual({});
    await modal(user, 'Asked');
    await closeAll(user);
    return Promise.all(
      ['ana', 'bo'].map((who) => saying(who, `@${who}`, 'asks for an exception for payments-api')),
    );
  };
  const press = (user: string, on: Message | View, which: string, value?: string) =>
    workspace.click(user, on, which, value);
  const list = async () => (await home.app.store.exceptions.list({}, { offset: 0, limit: 10 })).items;
  return { ...bot, home, clock, outbox, until, saying, modal, closeAll, ask, asked, press, list };
}

async function held({ app }: SmallHome): Promise<string | undefined> {
  const card = await app.verbs.showReadiness(await viewerOf(app, 'lea@acme.test'), 'payments-api');
  return card.primary?.held?.id;
}

function buttons(message: Message): boolean {
  return message.blocks.some(({ type }) => type === 'actions');
}

describe.each(WAYS)('over %s', (way) => {
  test('a developer asks, two approve, and everybody’s messages and the owner’s card say so', {
    timeout: 30_000,
  }, async () => {
    const it = await atWork(way);
    const [toAna, toBo] = await it.asked();
    if (toAna === undefined || toBo === undefined) throw new Error('two were asked');
    expect(drawn(toAna)).toContain('*Check*  Coverage over 80 % · 61');
    await it.saying('lea', '@lea', 'You hear of it because the service is yours');

    await it.press('ana', toAna, 'exception-approve');
    const again = await it.saying('bo', '@bo', '1 of 2 approvals: Ana');
    await it.press('bo', again, 'exception-approve');
    for (const who of ['ana', 'bo']) {
      const decided = await it.saying(who, `@${who}`, 'Approved by Ana and Bo until');
      expect(buttons(decided)).toBe(false);
    }
    await it.saying('omar', '@omar', 'Approved by Ana and Bo until');
    await it.saying('dan', 'payments', 'Approved by Ana and Bo until');
    await it.saying('dan', 'exceptions', 'Approved by Ana and Bo until');

    await expect.poll(() => held(it.home)).toBe('silver');
    await it.workspace.command('lea', 'payments-api', { channel: 'payments' });
    const card = await it.saying('lea', 'payments', 'By exception: Coverage over 80 %');
    expect(drawn(card)).toContain('payments-api · Silver, 1 by exception');
    expectNoViolations(it);
  });

  test('errors appear at their fields, and the same again leads to the one that there is', {
    timeout: 30_000,
  }, async () => {
    const it = await atWork(way);
    const form = await it.ask();
    expect(drawn(form)).toContain('Ana and Bo will be asked; 2 approvals are needed');
    const past = await it.workspace.click('omar', form, 'exception-change:end', 'date');
    expect(past.ok).toBe(true);
    const dated = await it.until(() => {
      const view = it.workspace.openView('omar');
      return view?.blocks.some(({ block_id: id }) => id === 'date') && view;
    });
    const tooLate = await it.workspace.submit('omar', dated, { ...TYPED, date: '2027-01-04' });
    expect(Object.keys(tooLate.errors)).toEqual(['date']);
    const good = await it.workspace.submit('omar', dated, { ...TYPED, date: '2026-03-11' });
    expect(good.errors).toEqual({});
    await it.modal('omar', 'Asked');
    await it.closeAll('omar');
    // From an older card the same is asked again: it leads there.
    await it.workspace.command('omar', 'exceptions new payments-api coverage', { channel: 'general' });
    await it.modal('omar', 'asked by Omar, waits for 2 more');
    expect(await it.list()).toHaveLength(1);
    expectNoViolations(it);
  });
});

test('two click at the same time, one of them twice: it changes once, and the losers hear who was first', {
  timeout: 30_000,
}, async () => {
  const it = await atWork('socket');
  const [toAna, toBo] = await it.asked();
  if (toAna === undefined || toBo === undefined) throw new Error('two were asked');
  await it.press('bo', toBo, 'exception-deny');
  const why = await it.modal('bo', 'Why not');
  await Promise.all([
    it.press('ana', toAna, 'exception-approve'),
    it.press('ana', toAna, 'exception-approve'),
    it.workspace.submit('bo', why, { said: 'the flag is on for all' }),
  ]);
  const [exception] = await it.list();
  expect(exception?.state).toBe('denied');
  const told = await it.saying('ana', '@ana', 'Nothing was changed by this');
  expect(drawn(told)).toMatch(/You agreed|decided already/);
  const redrawn = await it.saying('ana', '@ana', 'asks for an exception');
  const [decided] = await it.list();
  await pressForged(it, 'ana', redrawn, exceptionValue(decided ?? { id: '', revision: 0 }));
  await it.saying('ana', '@ana', 'It is decided already');
  expect((await it.list())[0]?.state).toBe('denied');
  expectNoViolations(it);
});

test('the requester, a guest, somebody deactivated since and others get a private no', {
  timeout: 30_000,
}, async () => {
  const it = await atWork('socket');
  const [toAna] = await it.asked();
  const [exception] = await it.list();
  if (toAna === undefined || exception === undefined) throw new Error('it was asked');
  const { workspace } = it;
  // The button is the same wherever it stands: they have it from the list, or from a message in a channel.
  const forged = async (user: string, value = exceptionValue(exception)) => {
    await workspace.command(user, 'exceptions', { channel: 'general' });
    const on = await it.saying(user, 'general', 'New →');
    await workspace.click(user, on, 'exception-new');
    await it.modal(user, 'For which service');
    await it.closeAll(user);
    const before = workspace.visibleTo(user, 'general').length;
    const button = structuredClone(on);
    await pressForged(it, user, button, value);
    const answer = await it.until(() => workspace.visibleTo(user, 'general')[before]);
    return drawn(answer);
  };
  expect(await forged('omar')).toContain('your own request');
  expect(await forged('dan')).toContain('not among those who decide');
  expect(await forged('dan', 'x; drop table exceptions 1')).toContain('older message');
  expect(await forged('dan', '0195f2f0-0000-7000-8000-0000000000ff 1')).toContain('no longer there');
  const ana = [...workspace.slack.people.values()].find(({ name }) => name === 'ana');
  if (ana !== undefined) ana.isRestricted = true;
  await it.press('ana', toAna, 'exception-approve');
  await it.saying('ana', '@ana', 'As a guest you see exceptions of your own team only');
  expect((await it.list())[0]).toMatchObject({ state: 'pending', approvals: [] });
  const audit = await it.home.app.store.audit.list({}, 50);
  expect(audit.filter(({ act }) => act === 'exception.refused').length).toBeGreaterThanOrEqual(3);
});

/** A button of somebody's making: Slack sends what the client says. */
async function pressForged(
  it: Awaited<ReturnType<typeof atWork>>,
  user: string,
  on: Message,
  value: string,
  action = 'exception-approve',
) {
  const { workspace } = it;
  const stored = workspace.slack.messages.get(on.channel)?.find(({ ts }) => ts === on.ts);
  if (stored === undefined) throw new Error('the message stands there');
  stored.blocks = [
    ...stored.blocks.filter(({ block_id: id }) => id !== 'forged'),
    {
      type: 'actions',
      block_id: 'forged',
      elements: [
        {
          type: 'button',
          action_id: action,
          text: { type: 'plain_text', text: 'Approve' },
          value,
        },
      ],
    },
  ] as typeof stored.blocks;
  const seen = workspace.visibleTo(user, on.channel).find(({ ts }) => ts === on.ts);
  if (seen === undefined) throw new Error('it is seen');
  await workspace.click(user, seen, action);
}

test('a question reaches the requester, and the answer the approvers’ messages', {
  timeout: 30_000,
}, async () => {
  const it = await atWork('socket');
  const [toAna] = await it.asked();
  const [exception] = await it.list();
  if (toAna === undefined || exception === undefined) throw new Error('it was asked');
  await it.press('ana', toAna, 'menu', `exception-question ${exceptionValue(exception)}`);
  await it.workspace.submit('ana', await it.modal('ana', 'Your question'), { said: 'Which flag?' });
  const question = await it.saying('omar', '@omar', 'Which flag?');
  await it.press(
    'bo',
    await it.saying('bo', '@bo', 'Which flag?'),
    'menu',
    `exception-question ${exceptionValue(exception)}`,
  );
  await it.workspace.submit('bo', await it.modal('bo', 'Your question'), { said: 'Until when?' });
  await it.saying('omar', '@omar', 'Until when?');
  await it.press('omar', question, 'exception-question');
  const answer = await it.modal('omar', '*Ana*: Which flag?');
  await it.workspace.submit('omar', answer, { said: 'refunds-v2' });
  await it.saying('bo', '@bo', '*Omar* to Ana');
  await it.saying('ana', '@ana', 'Omar answered your question');
  expect(drawn(await it.saying('omar', '@omar', '*You* <!date'))).toContain('[Say more →');
  // Of the other question the decision takes the button; who pressed before hears why at the end.
  const open = await it.saying('omar', '@omar', 'Until when?');
  await it.press('omar', open, 'exception-question');
  const late = await it.modal('omar', '*Bo*: Until when?');
  await it.press('ana', await it.saying('ana', '@ana', '*Omar* to Ana'), 'exception-deny');
  await it.workspace.submit('ana', await it.modal('ana', 'Why not'), { said: 'too late' });
  await it.workspace.submit('omar', late, { said: 'Friday' });
  await it.modal('omar', 'Denied by Ana: too late');
  const overtaken = drawn(await it.saying('omar', '@omar', 'Nobody waits for an answer any more'));
  expect(overtaken).not.toContain('[Answer →');
  expect((await it.list())[0]?.talk).toHaveLength(3);
  expectNoViolations(it);
});

test('an approver shortens, the requester sees until when, an approver revokes with a reason', {
  timeout: 30_000,
}, async () => {
  const it = await atWork('socket');
  const [toAna] = await it.asked();
  const [exception] = await it.list();
  if (toAna === undefined || exception === undefined) throw new Error('it was asked');
  await it.press('ana', toAna, 'menu', `exception-shorten ${exceptionValue(exception)}`);
  const day = await it.modal('ana', 'The last day');
  const late = await it.workspace.submit('ana', day, { said: '2026-12-01' });
  expect(Object.keys(late.errors)).toEqual(['said']);
  await it.workspace.submit('ana', day, { said: '2026-03-06' });
  await it.press('bo', await it.saying('bo', '@bo', '1 of 2'), 'exception-approve');
  await it.saying('omar', '@omar', '6 March 2026');
  const outcome = await it.saying('dan', 'exceptions', 'Approved by');
  await it.press('bo', outcome, 'exception-open');
  await it.press('bo', await it.modal('bo', 'Revoke'), 'exception-revoke');
  await it.workspace.submit('bo', await it.modal('bo', 'Why it ends now'), { said: 'the flag went to all' });
  const revoked = await it.saying('dan', 'exceptions', 'Revoked by Bo: the flag went to all');
  await it.saying('omar', '@omar', 'Revoked by Bo');
  expect((await it.list())[0]?.state).toBe('revoked');
  // Who may not decide is refused at the press, in the window that opened, and the log has it; a stranger too.
  const value = exceptionValue(exception);
  await pressForged(it, 'dan', revoked, value, 'exception-deny');
  expect((await it.modal('dan', 'not among those who decide')).submit).toBeNull();
  await pressForged(it, 'foreign', await it.saying('foreign', 'exceptions', 'Revoked by Bo'), value);
  await it.saying('foreign', 'exceptions', 'only answer members');
  const refusals = (await it.home.app.store.audit.list({}, 50)).filter(
    ({ act }) => act === 'exception.refused',
  );
  expect(refusals.map(({ details }) => details)).toEqual(
    expect.arrayContaining([
      { tried: 'deny', why: 'not-an-approver' },
      { tried: 'approve', why: 'stranger' },
    ]),
  );
  expectNoViolations(it);
});

test('the requester withdraws, and the approvers’ buttons go', { timeout: 30_000 }, async () => {
  const it = await atWork('socket');
  const [toAna] = await it.asked();
  const [exception] = await it.list();
  if (toAna === undefined || exception === undefined) throw new Error('it was asked');
  await it.workspace.command('omar', 'exceptions mine', { channel: 'general' });
  const list = await it.saying('omar', 'general', '# 1 exception');
  await it.press('omar', list, 'exception-open', exception.id);
  await it.press('omar', await it.modal('omar', 'Withdraw'), 'exception-withdraw');
  await it.modal('omar', 'Withdrawn by Omar');
  expect(buttons(await it.saying('ana', '@ana', 'Withdrawn by Omar'))).toBe(false);
  expectNoViolations(it);
});

test('while Slack does not say who decides nothing is decided, and the words typed are kept', {
  timeout: 30_000,
}, async () => {
  const it = await atWork('socket');
  const form = await it.ask();
  it.workspace.faults.push({
    method: 'usergroups.users.list',
    times: 9,
    kind: 'ratelimited',
    retryAfter: 30,
  });
  await it.workspace.submit('omar', form, TYPED);
  const kept = await it.modal('omar', 'Slack did not answer');
  expect(JSON.stringify(kept.blocks)).toContain('tests follow');
  expect(await it.list()).toEqual([]);
});

test.each(WAYS)(
  'over %s one check is asked for many services, questioned, answered and shortened at once',
  {
    timeout: 30_000,
  },
  async (way) => {
    const it = await atWork(way);
    await it.workspace.command('omar', 'exceptions new ledger coverage', { channel: 'general' });
    const form = await it.modal('omar', 'Effect');
    const { rules: _chosen, ...words } = TYPED;
    const filled = { ...words, services: 'finder' };
    await it.workspace.submit('omar', form, filled);
    const counted = await it.modal('omar', 'This asks for 2 services');
    expect(counted.submit?.text).toBe('Send for 2 services');
    expect(await it.list()).toEqual([]);
    await it.workspace.submit('omar', counted, {});
    await it.modal('omar', 'Asked: 2 services');
    expect((await it.list()).map(({ batch }) => batch)).toEqual([expect.any(String), expect.any(String)]);
    await it.closeAll('omar');

    const asked = await it.saying('ana', '@ana', 'asks for an exception for 2 services');
    await it.press('ana', asked, 'exception-batch-question');
    await it.workspace.submit('ana', await it.modal('ana', 'Your question'), { said: 'Which flag?' });
    const question = await it.saying('omar', '@omar', 'asks about your exception for 2 services');
    await it.press('omar', question, 'exception-batch-question');
    await it.workspace.submit('omar', await it.modal('omar', 'Which flag?'), { said: 'The refund flag.' });
    await it.saying('omar', '@omar', '*You* <!date');
    expect(it.workspace.visibleTo('omar', '@omar').filter((one) => drawn(one).includes('flag'))).toHaveLength(
      1,
    );

    const answered = await it.saying('ana', '@ana', 'asks for an exception for 2 services');
    await it.until(() => drawn(answered).includes('The refund flag.'));
    await it.press('ana', answered, 'exception-batch-shorten');
    const shortening = await it.modal('ana', 'The last day');
    const late = await it.workspace.submit('ana', shortening, { said: '2030-01-01' });
    expect(late.errors).toMatchObject({ said: expect.stringContaining('Choose a day') });
    await it.workspace.submit('ana', shortening, { said: '2026-03-06' });
    await it.saying('ana', '@ana', 'Approved by Ana until');
    expect((await it.list()).map(({ state }) => state)).toEqual(['approved', 'approved']);
    expectNoViolations(it);
  },
);

test('nothing is told where another organisation reads', { timeout: 30_000 }, async () => {
  const it = await atWork('socket');
  const shared = [...it.workspace.slack.conversations.values()].find(({ name }) => name === 'exceptions');
  if (shared !== undefined) shared.isShared = true;
  const [toAna] = await it.asked();
  if (toAna === undefined) throw new Error('two were asked');
  await it.press('ana', toAna, 'exception-approve');
  await it.press('bo', await it.saying('bo', '@bo', '1 of 2'), 'exception-approve');
  await it.saying('dan', 'payments', 'Approved by');
  await it.saying('root', '@root', 'shared with another organisation');
  expect(it.workspace.messages('exceptions')).toEqual([]);
});
