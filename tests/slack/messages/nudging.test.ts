import { describe, expect, test } from 'vitest';
import { DAY, SECOND } from '../../../src/domain/instant.ts';
import { escalation } from '../../../src/slack/messages/escalation.ts';
import type { About, MessageDeps } from '../../../src/slack/messages/message.ts';
import { nudge } from '../../../src/slack/messages/nudge.ts';
import { ownerless } from '../../../src/slack/messages/ownerless.ts';
import { ownershipClaim } from '../../../src/slack/messages/ownership-claim.ts';
import { storm } from '../../../src/slack/messages/storm.ts';
import type { NudgeReaders } from '../../../src/use-cases/nudge-readers.ts';
import type { StorePort } from '../../../src/use-cases/ports.ts';
import { onBothDatabases } from '../../support/databases.ts';
import { startDelivering } from '../../support/delivering.ts';
import { NO_PICTURES } from '../../support/literal-map.ts';
import {
  checkItem,
  claimView,
  escalationView,
  NO_NUDGES,
  nudgeService,
  nudgeView,
  ownerlessView,
  stormView,
} from '../../support/literal-nudges.ts';
import { NO_UPKEEP } from '../../support/literal-upkeep.ts';
import { POLICY } from '../../support/message-kinds.ts';
import { check, checkView, NOW } from '../../support/view-models.ts';

const KINDS = [nudge, escalation, storm, ownerless, ownershipClaim];
const TO_ANA = { kind: 'person', person: 'ana@local.test' } as const;
const TO_TEAM = { kind: 'channel', channel: '#payments' } as const;
const SUBJECT = {
  nudge: 'n1',
  service: 'key-payments-api',
  gap: 'g',
  step: 'channel',
  storm: 's1',
  claim: 'c1',
};
const ABOUT: About = { subject: { ...SUBJECT, week: '2026-03-09' }, audience: TO_ANA };

function deps(known: Partial<NudgeReaders>, more: Partial<MessageDeps> = {}): MessageDeps {
  // Of the store the weekly list asks this alone.
  const store = { messages: { sent: async () => [] } } as unknown as MessageDeps['store'];
  const nudges = { ...NO_NUDGES, ...known };
  // What else messages render from is not asked.
  return {
    store,
    policy: POLICY,
    nudges,
    upkeep: NO_UPKEEP,
    pictures: NO_PICTURES,
    home: async () => null,
    now: NOW,
    ...more,
  } as MessageDeps;
}

test.each(KINDS)('$name says nothing about what is gone, or about nothing of ours', async (kind) => {
  expect(await kind.render(ABOUT, deps({}))).toBeNull();
  const known: Partial<NudgeReaders> = {
    nudge: async () => nudgeView(),
    escalation: async () => escalationView(),
    storm: async () => stormView(),
  };
  const upkeep = { ...NO_UPKEEP, claim: async () => claimView() };
  expect(await kind.render({ ...ABOUT, subject: {} }, deps(known, { upkeep }))).toBeNull();
});

describe('a reminder', () => {
  const version = async (view: ReturnType<typeof nudgeView>) =>
    (await nudge.render(ABOUT, deps({ nudge: async () => view })))?.version;

  test('is the same while it says the same, and another with each value, snooze or mend', async () => {
    const before = await version(nudgeView());
    expect(await version(nudgeView({ plannedAt: NOW }))).toBe(before);
    const measured = checkView('Two on-call levels', 'fail', {
      check: check('on-call', 'fail', { reason: '0' }),
    });
    const others = [
      nudgeView({ services: [nudgeService('payments-api', { items: [checkItem('', { view: measured })] })] }),
      nudgeView({ services: [nudgeService('payments-api', { snoozedUntil: NOW + DAY })] }),
      nudgeView({ fixed: 1 }),
      nudgeView({ moved: [{ service: nudgeService('ledger').service, to: null }] }),
      nudgeView({ services: [], done: true }),
    ];
    expect(new Set([before, ...(await Promise.all(others.map(version)))]).size).toBe(6);
  });

  test('of somebody who cannot be reached is nobody else’s', async () => {
    expect(await nudge.fallbacks(ABOUT, deps({ nudge: async () => nudgeView() }))).toEqual([]);
  });
});

test('an escalation withholds in a channel what is sensitive, and falls to who decides about the tier', async () => {
  const view = checkView('No leaked secrets', 'fail', {
    sensitive: true,
    check: check('s', 'fail', { reason: '3 keys in .env' }),
  });
  const told = deps(
    { escalation: async () => escalationView({ item: checkItem('', { view }) }) },
    {
      policy: {
        ...POLICY,
        // Of a tier only who decides is asked.
        tiers: [{ id: 'tier-1', approvers: ['@approvers', 'vera@acme.test'] } as never],
      },
    },
  );
  const inChannel = { ...ABOUT, audience: TO_TEAM };
  expect(JSON.stringify(await escalation.render(inChannel, told))).not.toContain('3 keys');
  expect(JSON.stringify(await escalation.render(ABOUT, told))).toContain('3 keys');
  expect(await escalation.fallbacks(inChannel, told)).toEqual([
    { kind: 'person', person: 'vera@acme.test' },
    { kind: 'person', person: 'ada@local.test' },
  ]);
});

test('a week without ownerless services is not told of, but where its list stands', async () => {
  const none = { ownerless: async () => ownerlessView({ services: [] }) };
  expect(await ownerless.render(ABOUT, deps(none))).toBeNull();
  const store = { messages: { sent: async () => [{ audience: TO_ANA }] } } as unknown as MessageDeps['store'];
  expect((await ownerless.render(ABOUT, deps(none, { store })))?.message.text).toContain(
    'Every service has an owner',
  );
});

onBothDatabases('in Slack', (database) => {
  async function delivering(nudges: Partial<NudgeReaders>, store: StorePort) {
    const deps = { nudges: { ...NO_NUDGES, ...nudges } };
    return startDelivering({ store, delivery: { kinds: KINDS }, deps });
  }

  test('a reminder leads to Home, is changed where it stands, and says once that all is done', async () => {
    const store = await database.open();
    let view = nudgeView();
    const { tell, pass, workspace } = await delivering({ nudge: async () => view }, store);
    const intent = { kind: 'nudge', subject: { nudge: 'n1' }, audience: TO_ANA };
    await tell({ ...intent, dedupeKey: '1' });
    const [first] = workspace.messages('@ana');
    const { team, app } = workspace.slack;
    expect(JSON.stringify(first?.blocks)).toContain(`"slack://app?team=${team.id}&id=${app.id}&tab=home"`);
    await pass(2 * SECOND);
    view = nudgeView({ services: [], done: true, fixed: 1 });
    await tell({ ...intent, dedupeKey: '2' }, { ...intent, dedupeKey: '3' });
    await pass(2 * SECOND);
    expect(workspace.messages('@ana').map(({ ts, text }) => [ts, text])).toEqual([
      [first?.ts, 'All done. 1 thing that I told you of is done. Thank you.'],
    ]);
    await tell({ ...intent, dedupeKey: '4' });
    await pass(2 * SECOND);
    expect(workspace.calls.filter(({ method }) => method === 'chat.update')).toHaveLength(1);
    expect(workspace.calls.filter(({ method }) => method === 'bots.info')).toHaveLength(1);
    expect(workspace.violations).toEqual([]);
  });

  test('each admin sees in their message who decided', async () => {
    const store = await database.open();
    let view = stormView();
    const { tell, pass, workspace } = await delivering({ storm: async () => view }, store);
    const asked = (audience: About['audience'], dedupeKey: string) => ({
      kind: 'storm',
      subject: { storm: 's1' },
      audience,
      dedupeKey,
    });
    const TO_BO = { kind: 'person', person: 'bo@local.test' } as const;
    await tell(asked(TO_ANA, '1'), asked(TO_BO, '2'));
    view = stormView({ state: 'sent', decidedBy: 'UANA', decidedByName: 'Ana', decidedAt: NOW });
    await pass(2 * SECOND);
    await tell(asked(TO_ANA, '3'), asked(TO_BO, '4'));
    await pass(2 * SECOND);
    for (const admin of ['@ana', '@bo'])
      expect(workspace.messages(admin).map(({ text }) => text)).toEqual([
        '40 reminders to 40 of 150 owners: sent by Ana.',
      ]);
  });
});
