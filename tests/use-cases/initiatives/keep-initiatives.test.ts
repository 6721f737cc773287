/** What time and progress do to initiatives, over a real home and database. */
import { beforeEach, describe, expect, test } from 'vitest';
import { ExternalServiceError } from '../../../src/domain/errors.ts';
import type { Initiative } from '../../../src/domain/initiative.ts';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import type { Context } from '../../../src/use-cases/context.ts';
import type { InitiativeAsk } from '../../../src/use-cases/initiative-views.ts';
import { actOnInitiative } from '../../../src/use-cases/initiatives/act-on-initiative.ts';
import { keepInitiatives } from '../../../src/use-cases/initiatives/keep-initiatives.ts';
import { type ExceptionsHome, openExceptionsHome } from '../../support/exceptions-home.ts';

let home: ExceptionsHome;
let id: string;
/** Of people in Slack; of whom it has none Slack does not answer. */
let zones: Record<string, string>;

/** Wednesday, 4 March: Omar starts one for Payments' two services, until 1 April. */
beforeEach(async () => {
  zones = { UOMAR: 'Europe/London' };
  home = await openExceptionsHome(
    {},
    {
      profiles: {
        async of(person) {
          const timezone = zones[person];
          if (timezone === undefined) throw new ExternalServiceError('Slack', 'It did not answer.');
          return { id: person, name: person, timezone, away: false, active: true };
        },
      },
    },
  );
  id = await started();
});

const ASK: InitiativeAsk = {
  title: 'Four eyes',
  why: 'A typo in a price has cost customers money.',
  scorecard: 'readiness',
  asks: { rules: ['approval'] },
  filter: 'team:payments',
  date: '2026-04-01',
  owner: 'UOMAR',
  channel: 'C0ALL',
};

const verbs = () => home.app.verbs.initiatives;
const now = () => home.app.context.clock.now();
const state = async () => home.app.store.initiatives.byId(id);

async function started(more: Partial<InitiativeAsk> = {}): Promise<string> {
  const outcome = await verbs().add(await home.as('omar'), { ...ASK, ...more }, true);
  if (outcome.kind !== 'kept') throw new Error(JSON.stringify(outcome));
  await home.said();
  return outcome.view.initiative.id;
}

/** What is said from now until then, the job being woken so often. */
async function until(moment: string, every = 6 * HOUR): Promise<readonly string[]> {
  const said: string[] = [];
  const end = Date.parse(moment);
  while (now() < end) {
    home.advance(Math.min(every, end - now()));
    await keepInitiatives(home.app.context);
    await keepInitiatives(home.app.context);
    said.push(...(await home.said()).map((one) => `${new Date(now()).toISOString().slice(5, 16)} ${one}`));
  }
  return said;
}

async function fourEyes(): Promise<void> {
  const facts = 'facts: {vcs: {default_branch: {name: main, required_approvals: 1}}}';
  home.write('facts.yml', `collected: 1h ago\nservices:\n  payments-api: {${facts}}\n  ledger: {${facts}}\n`);
  home.advance(2 * HOUR);
  await home.app.settle();
}

test('half way and the last week are told in the channel, what is left to its owner on Mondays, each once', async () => {
  expect(await until('2026-03-31T12:00:00Z')).toEqual([
    '03-09T12:00 initiative UOMAR week',
    '03-16T12:00 initiative UOMAR week',
    '03-18T12:00 initiative C0ALL half',
    '03-23T12:00 initiative UOMAR week',
    '03-25T12:00 initiative C0ALL last-week',
    '03-30T12:00 initiative UOMAR week',
  ]);
});

test('after days of downtime nobody hears of what is old news, on the day of a list everybody of one', async () => {
  expect(await until('2026-03-30T15:00:00Z', 60 * DAY)).toEqual(['03-30T15:00 initiative UOMAR week']);
});

test('the list comes at nine o’clock where its owner is', async () => {
  zones.UOMAR = 'America/New_York';
  expect(await until('2026-03-09T20:00:00Z', HOUR)).toEqual(['03-09T13:00 initiative UOMAR week']);
});

test('while Slack does not say where its owner is, the list waits', async () => {
  zones = {};
  expect(await until('2026-03-09T14:00:00Z', HOUR)).toEqual([]);
  zones = { UOMAR: 'Europe/London' };
  expect(await until('2026-03-09T16:00:00Z', HOUR)).toEqual(['03-09T15:00 initiative UOMAR week']);
});

test('in silence nothing is said but what somebody does', async () => {
  const { context } = home.app;
  const silent = {
    ...context,
    policy: { ...context.policy, rollout: { mode: 'silent', teams: [] } },
  } as const;
  home.advance(14 * DAY);
  await keepInitiatives(silent);
  home.advance(20 * DAY);
  await keepInitiatives(silent);
  expect((await state())?.state).toBe('ended');
  expect(await home.said()).toEqual([]);
});

describe('met', () => {
  test('is told once it has lasted an hour, before the deadline', async () => {
    await fourEyes();
    expect(await until(new Date(now() + 30 * MINUTE).toISOString(), 5 * MINUTE)).toEqual([]);
    expect(await until(new Date(now() + HOUR).toISOString(), 5 * MINUTE)).toEqual([
      '03-04T15:05 initiative C0ALL met',
    ]);
    expect(await state()).toMatchObject({ state: 'met', endedAt: expect.any(Number) });
    const [entry] = await home.app.store.audit.list({ subject: id }, 1);
    expect(entry).toMatchObject({ act: 'initiative.met', actor: null, from: 'bot', details: { done: 2 } });
    expect(await until('2026-04-20T12:00:00Z')).toEqual([]);
  });

  test('without a channel is told to its owner', async () => {
    id = await started({ channel: null });
    await fourEyes();
    await keepInitiatives(home.app.context);
    home.advance(HOUR);
    await keepInitiatives(home.app.context);
    expect(await home.said()).toEqual(['initiative C0ALL met', 'initiative UOMAR met'].toSorted());
  });
});

describe('whose time is over', () => {
  beforeEach(async () => {
    await until('2026-04-01T08:00:00Z');
  });

  test('has ended; its owner gets lists until all is done, and then the last one', async () => {
    expect(await until('2026-04-07T12:00:00Z')).toEqual([
      '04-01T14:00 initiative C0ALL ended',
      '04-06T08:00 initiative UOMAR week',
    ]);
    await fourEyes();
    expect(await until('2026-04-27T12:00:00Z')).toEqual([expect.stringContaining('04-13T')]);
    expect(await state()).toMatchObject({ state: 'ended', closedAt: expect.any(Number) });
  });

  test('takes nobody in any more', async () => {
    await until('2026-04-01T12:00:00Z');
    home.write(
      'catalog/new.yml',
      'services: [{id: vault, name: Vault, tier: tier-2, owner: payments, type: service, lifecycle: production}]\n',
    );
    await home.app.importCatalog({ by: 'test', confirm: true });
    await home.app.settle();
    await until('2026-04-02T12:00:00Z');
    expect(await home.app.store.initiatives.participants(id)).toHaveLength(2);
  });

  test('is put away by its owner: no more lists', async () => {
    await until('2026-04-01T12:00:00Z');
    const view = await verbs().act(await home.as('omar'), id, { kind: 'close' });
    expect(view.may).toMatchObject({ close: false, extend: false });
    expect(await until('2026-04-20T12:00:00Z')).toEqual([]);
    await expect(
      verbs().act(await home.as('omar'), id, { kind: 'extend', date: '2026-05-01', reason: '' }),
    ).rejects.toThrow('moved on');
  });

  test('runs again with a later deadline, which its channel reads', async () => {
    await until('2026-04-01T12:00:00Z');
    const omar = await home.as('omar');
    const extend = (date: string) =>
      verbs().act(omar, id, { kind: 'extend', date, reason: 'Vendors are late.' });
    await expect(extend('2026-04-01')).rejects.toThrow('later than the deadline');
    const { initiative, laggards } = await extend('2026-05-01');
    expect(initiative).toMatchObject({
      state: 'active',
      endedAt: null,
      remark: { by: 'Omar', text: 'Vendors are late.' },
    });
    expect(laggards.items.map(({ late, deadline }) => late || deadline !== initiative.deadline)).toEqual([
      false,
      false,
    ]);
    expect(await home.said()).toEqual(['initiative C0ALL extended']);
    const [entry] = await home.app.store.audit.list({ subject: id }, 1);
    expect(entry).toMatchObject({
      act: 'initiative.extend',
      actor: 'UOMAR',
      details: { reason: 'Vendors are late.', deadline_before: '2026-04-01T09:00:00.000Z' },
    });
    expect((await until('2026-05-02T12:00:00Z')).filter((one) => one.includes('C0ALL'))).toEqual([
      '04-24T12:00 initiative C0ALL last-week',
      '05-01T12:00 initiative C0ALL ended',
    ]);
  });
});

test('what is gone leaves those who take part as they are, and says so', async () => {
  home.write(
    'catalog/all.yml',
    'teams: [{id: search, name: Search, members: [cy@acme.test]}]\nservices: [{id: finder, name: Finder, owner: search}]\n',
  );
  await home.app.importCatalog({ by: 'test', confirm: true });
  await keepInitiatives(home.app.context);
  expect(await home.app.store.initiatives.participants(id)).toHaveLength(2);
  const { trouble } = await verbs().show(await home.as('cy'), id);
  expect(trouble).toMatch(/^Its filter means nothing any more.*There is no team “payments”/);
});

test('who takes part is made good where its start died before that was written: nobody is late', async () => {
  const { initiatives } = home.app.store;
  const initiative = await initiatives.byId(id);
  if (initiative === undefined) throw new Error('there is none');
  const died = { ...initiative, id: '0195f2f0-0000-7000-8000-0000000000d1' };
  await initiatives.add(died);
  home.advance(2 * DAY);
  await keepInitiatives(home.app.context);
  const parts = await initiatives.participants(died.id);
  expect(parts.map(({ enteredAt, deadline }) => [enteredAt, deadline])).toEqual(
    Array.from({ length: 2 }, () => [initiative.startedAt, initiative.deadline]),
  );
});

describe('changed between the look and the act', () => {
  /** A context in which somebody changes the initiative just before each transaction. */
  function meanwhile(change: Partial<Initiative>): Context {
    const { context } = home.app;
    const { store } = context;
    const transaction: typeof store.transaction = async (work) => {
      const before = await store.initiatives.byId(id);
      if (before !== undefined)
        await store.initiatives.replace(
          { ...before, ...change, version: before.version + 1 },
          before.version,
        );
      return store.transaction(work);
    };
    return { ...context, store: { ...store, transaction } };
  }

  test('it is nobody’s to cancel whose it is no more', async () => {
    const cancelled = actOnInitiative(meanwhile({ owner: 'ULEA' }), await home.as('omar'), id, {
      kind: 'cancel',
      reason: '',
    });
    await expect(cancelled).rejects.toThrow('not yours any more');
    expect(await state()).toMatchObject({ state: 'active', owner: 'ULEA' });
  });

  test('it is not ended, for it may have been extended', async () => {
    home.advance(40 * DAY);
    expect(await keepInitiatives(meanwhile({ deadline: now() + DAY }))).toMatchObject({ over: 0 });
    expect(await state()).toMatchObject({ state: 'active' });
  });

  test('an edit does not undo another', async () => {
    const edit = async (who: string, title: string) =>
      verbs().edit(await home.as(who), id, { ...ASK, title });
    const edits = await Promise.allSettled([edit('omar', 'One'), edit('root', 'Another')]);
    expect(edits.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});

test('two processes at once do not both end it, or have it told twice', async () => {
  home.advance(40 * DAY);
  const [one, another] = await Promise.all([
    keepInitiatives(home.app.context),
    keepInitiatives(home.app.context),
  ]);
  expect(one.over + another.over).toBe(1);
  expect((await home.said()).filter((said) => said.includes('ended'))).toHaveLength(1);
});
