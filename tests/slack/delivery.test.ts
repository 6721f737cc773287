import { describe, expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../src/domain/instant.ts';
import { undelivered } from '../../src/slack/messages/undelivered.ts';
import { onBothDatabases } from '../support/databases.ts';
import {
  type Delivering,
  type DeliveringOptions,
  LOOKING,
  startDelivering,
  texts,
} from '../support/delivering.ts';
import { NO_PICTURES } from '../support/literal-map.ts';
import { NO_NUDGES } from '../support/literal-nudges.ts';
import { NO_UPKEEP } from '../support/literal-upkeep.ts';
import { ANA, BO, note, order, PAYMENTS, POLICY } from '../support/message-kinds.ts';
import { changeOf } from '../support/store-records.ts';
import { NOW } from '../support/view-models.ts';

onBothDatabases('the outbox', (database) => {
  async function delivering(options: Partial<DeliveringOptions> = {}) {
    const store = await database.open();
    return { ...(await startDelivering({ store, ...options })), store };
  }
  const calls = ({ workspace }: Pick<Delivering, 'workspace'>, method: string) =>
    workspace.calls.filter((call) => call.method === method);

  test('a person is written to by direct message, a channel by its name', async () => {
    const { tell, workspace, store } = await delivering();
    await tell({ text: 'one' }, { text: 'two', audience: PAYMENTS });
    expect(texts(workspace.messages('@ana'))).toEqual(['one']);
    expect(texts(workspace.messages('payments'))).toEqual(['two']);
    expect((await store.messages.counts()).sent).toBe(2);
    expect(workspace.violations).toEqual([]);
  });

  test('a person is found by the account that the catalog knows, where their address is another one', async () => {
    const { tell, workspace, store } = await delivering();
    const person = { key: 'p1', email: 'bo.at.home@acme.test', slack: 'UBO' };
    await store.catalog.apply(changeOf({ people: [person] }));
    await tell({ text: 'one', audience: { kind: 'person', person: 'Bo.at.home@acme.test' } });
    expect(texts(workspace.messages('@bo'))).toEqual(['one']);
  });

  test('a message says of which intent it is, and nothing else that is not shown', async () => {
    const { tell, workspace } = await delivering();
    await tell({ id: 'i7', text: 'one' });
    expect(workspace.messages('@ana')[0]?.metadata).toEqual({
      event_type: 'readybot_intent',
      event_payload: { id: 'i7', version: '1' },
    });
  });

  test('without the optional scopes messages arrive too, and Slack is not asked again for what it refused', async () => {
    const { tell, pass, workspace } = await delivering({ scopes: [] });
    await tell({ text: 'one' }, { text: 'two', audience: BO }, { text: 'three', audience: PAYMENTS });
    await pass(2 * MINUTE);
    await tell({ text: 'four' });
    expect(texts(workspace.messages('@ana'))).toEqual(['one', 'four']);
    expect(texts(workspace.messages('@bo'))).toEqual(['two']);
    expect(texts(workspace.messages('payments'))).toEqual(['three']);
    expect(calls({ workspace }, 'conversations.open').length).toBeLessThanOrEqual(2);
  });

  test('it is rendered when it is sent, and not sent where there is nothing to say any more', async () => {
    const { tell, pass, workspace, store } = await delivering();
    await tell({ notBefore: NOW + 20 * SECOND }, { subject: {} });
    expect(workspace.messages('@ana')).toEqual([]);
    await pass(30 * SECOND);
    expect(workspace.messages('@ana').map(({ text }) => text)).toEqual([`i0001 at ${NOW + 20 * SECOND}`]);
    expect(await store.messages.counts()).toMatchObject({ sent: 1, dropped: 1 });
  });

  test('a conversation gets its messages in order, at most one a second; others do not wait for it', async () => {
    const { tell, pass, workspace } = await delivering();
    const many = ['1', '2', '3', '4', '5'];
    await tell(...many.map((text) => ({ text })), { text: 'other', audience: BO });
    expect(texts(workspace.messages('@ana'))).toEqual(['1']);
    expect(texts(workspace.messages('@bo'))).toEqual(['other']);
    await pass(2 * SECOND);
    expect(texts(workspace.messages('@ana'))).toEqual(['1', '2', '3']);
    await pass(2 * SECOND);
    expect(texts(workspace.messages('@ana'))).toEqual(many);
    expect(workspace.calls.filter(({ error }) => error !== null)).toEqual([]);
  });

  describe('a message about the same again', () => {
    test('is updated in place, once for all that is queued', async () => {
      const { tell, pass, workspace } = await delivering();
      const about = (v: string) => ({ subject: { text: 'run' }, dedupeKey: v });
      await tell(about('a'));
      await pass(SECOND);
      await tell(about('b'), about('c'), about('d'));
      await pass(5 * SECOND);
      expect(workspace.messages('@ana')).toHaveLength(1);
      expect(calls({ workspace }, 'chat.update')).toHaveLength(1);
    });

    test('is left alone where it says the same', async () => {
      const { tell, pass, workspace, store } = await delivering();
      await tell({ text: 'same', dedupeKey: 'a' });
      await pass(SECOND);
      await tell({ text: 'same', dedupeKey: 'b' });
      expect(calls({ workspace }, 'chat.update')).toEqual([]);
      expect((await store.messages.counts()).sent).toBe(2);
    });

    test.each([
      ['note', 'stays away'],
      ['order', 'is posted anew'],
    ])('of kind %s, whose message was deleted, %s', async (kind, fate) => {
      const { tell, pass, workspace } = await delivering();
      const about = (dedupeKey: string) => ({ kind, subject: { text: 'x' }, dedupeKey });
      await tell(about('a'));
      workspace.slack.messages.clear();
      await pass(SECOND);
      await tell(about('b'));
      await pass(5 * SECOND);
      expect(workspace.messages('@ana')).toHaveLength(fate === 'stays away' ? 0 : 1);
      await tell(about('c'));
      await pass(5 * SECOND);
      expect(workspace.messages('@ana')).toHaveLength(fate === 'stays away' ? 0 : 1);
    });

    test('an update whose answer is lost is made again, without a second message', async () => {
      const { tell, pass, workspace, store } = await delivering();
      await tell({ kind: 'order', subject: { text: 'x' }, dedupeKey: 'a' });
      workspace.faults.push({ method: 'chat.update', times: 1, kind: 'drop-after-accept' });
      await pass(SECOND);
      await tell({ kind: 'order', subject: { text: 'x' }, dedupeKey: 'b' });
      await pass(MINUTE);
      expect(workspace.messages('@ana')).toHaveLength(1);
      expect(await store.messages.counts()).toMatchObject({ sent: 2, ambiguous: 0, pending: 0 });
    });
  });

  describe('when Slack asks to wait', () => {
    test('for ten minutes, nothing is sent in that time, not after a restart either; then all of it in order', async () => {
      const { tell, pass, restart, workspace } = await delivering({
        faults: [{ method: 'chat.postMessage', times: 1, kind: 'ratelimited', retryAfter: 600 }],
      });
      await tell({ text: '1' }, { text: '2' });
      await tell({ text: '3', audience: PAYMENTS });
      await pass(4 * MINUTE);
      await restart();
      await tell({ text: '4' });
      await pass(6 * MINUTE - SECOND);
      expect(calls({ workspace }, 'chat.postMessage')).toHaveLength(1);
      await pass(5 * SECOND);
      expect(texts(workspace.messages('@ana'))).toEqual(['1', '2', '4']);
      expect(texts(workspace.messages('payments'))).toEqual(['3']);
      const sentAt = calls({ workspace }, 'chat.postMessage')
        .slice(1)
        .map(({ at }) => at);
      expect(Math.min(...sentAt)).toBeGreaterThanOrEqual(NOW + 10 * MINUTE);
      expect(workspace.calls.filter(({ error }) => error === 'ratelimited')).toHaveLength(1);
    });

    test('with one method, others go on', async () => {
      const { tell, pass, workspace } = await delivering({
        faults: [{ method: 'users.lookupByEmail', times: 1, kind: 'ratelimited', retryAfter: 60 }],
      });
      await tell({ text: '1' }, { text: '2', audience: PAYMENTS });
      expect(texts(workspace.messages('payments'))).toEqual(['2']);
      await tell({ text: '3', audience: BO });
      await pass(50 * SECOND);
      expect(calls({ workspace }, 'users.lookupByEmail')).toHaveLength(1);
      await pass(10 * SECOND);
      expect(texts(workspace.messages('@ana'))).toEqual(['1']);
      expect(texts(workspace.messages('@bo'))).toEqual(['3']);
    });
  });

  describe('when the answer is lost', () => {
    const LOST = [
      ['accepted it and hung up', { kind: 'drop-after-accept' }],
      ['hung up', { kind: 'drop' }],
      ['answered 500', { kind: 'server-error', status: 500 }],
      ['said nothing', { kind: 'hang' }],
      ['broke', { kind: 'error', error: 'internal_error' }],
    ] as const;

    test.each(LOST)('and Slack %s, it stands there once in the end', async (_, fault) => {
      const { tell, pass, workspace, store } = await delivering({
        faults: [{ method: 'chat.postMessage', times: 1, ...fault }],
      });
      await tell({ text: '1' }, { text: '2' });
      expect((await store.messages.counts()).ambiguous).toBe(1);
      await pass(20 * SECOND);
      expect(texts(workspace.messages('@ana'))).toEqual(['1', '2']);
      expect(await store.messages.sent('note', '{"text":"1","v":"1"}')).toMatchObject([
        { audience: ANA, channel: 'DANA', ts: workspace.messages('@ana')[0]?.ts },
      ]);
    });

    test('another message of ours is not taken for it', async () => {
      const { tell, pass, workspace } = await delivering();
      await tell({ text: '1' });
      await pass(2 * SECOND);
      workspace.faults.push({ method: 'chat.postMessage', times: 1, kind: 'drop' });
      await tell({ text: '2' });
      await pass(20 * SECOND);
      expect(texts(workspace.messages('@ana'))).toEqual(['1', '2']);
    });

    const REPEATED = 'x Repeated: it may have reached you before.';

    test('the message that is found is brought up to date', async () => {
      const { tell, pass, workspace } = await delivering({
        faults: [{ method: 'chat.postMessage', times: 1, kind: 'drop-after-accept' }],
      });
      await tell({ subject: { text: 'moving' } });
      await pass(30 * SECOND);
      const [message, ...others] = workspace.messages('@ana');
      expect(others).toEqual([]);
      expect(message?.text).toBe(`moving at ${NOW + 15 * SECOND}`);
    });

    test.each([
      ['note', 'drop-after-accept', ['x']],
      ['note', 'drop', []],
      ['order', 'drop-after-accept', ['x', REPEATED]],
      ['order', 'drop', [REPEATED]],
    ] as const)('and nobody may look, the kind %s after a %s chooses its side', async (kind, fault, seen) => {
      const { tell, pass, workspace, store } = await delivering({
        scopes: [],
        faults: [{ method: 'chat.postMessage', times: 1, kind: fault }],
      });
      await tell({ kind, text: 'x' });
      await pass(MINUTE);
      expect(texts(workspace.messages('@ana'))).toEqual(seen);
      expect((await store.messages.counts()).sent).toBe(1);
    });

    test('and the network is away for long, it is tried less and less often, and sent when it is back', async () => {
      const { tell, pass, workspace } = await delivering({
        faults: [{ method: '*', times: 9, kind: 'server-error' }],
      });
      await tell({ text: '1' });
      await pass(40 * MINUTE);
      expect(texts(workspace.messages('@ana'))).toEqual(['1']);
      const times = workspace.calls.slice(0, 9).map(({ at }) => at - NOW);
      expect(times.slice(0, 4)).toEqual([0, 15 * SECOND, 45 * SECOND, 105 * SECOND]);
    });
  });

  describe('where an audience cannot be reached', () => {
    test.each([
      ['#old', 'is archived'],
      ['#elsewhere', 'does not have me in it'],
      ['#nowhere', 'does not exist'],
      ['#partners', 'is shared with another organisation'],
    ])('%s: the next one gets it, and admins hear once that it %s', async (channel, why) => {
      const { tell, pass, workspace } = await delivering({
        delivery: { kinds: [note, undelivered] },
      });
      const audience = { kind: 'channel', channel } as const;
      await tell({ text: '1', audience }, { text: '2', audience });
      await pass(10 * SECOND);
      expect(texts(workspace.messages('@bo'))).toEqual(['1', '2']);
      expect(workspace.messages('@ada').map(({ text }) => text)).toEqual([expect.stringContaining(why)]);
      expect(workspace.violations).toEqual([]);
    });

    test.each([
      ['asks', LOOKING],
      ['may not ask for their conversation', []],
    ])('a person of another organisation is written nothing, by a bot that %s', async (_, scopes) => {
      const store = await database.open();
      await store.workspace.stamp({ teamId: 'T0LOCAL', enterpriseId: null });
      const { tell, pass, workspace } = await startDelivering({
        store,
        scopes,
        workspace: { people: [{ name: 'foreign', teamId: 'T0OTHER' }, { name: 'ada' }] },
        delivery: { kinds: [order, undelivered] },
      });
      await tell({ kind: 'order', audience: { kind: 'person', person: 'UFOREIGN' } });
      await pass(5 * SECOND);
      expect(workspace.messages('@ada').map(({ text }) => text)).toEqual([
        expect.stringContaining('belongs to another organisation'),
      ]);
      expect(calls({ workspace }, 'chat.postMessage')).toHaveLength(1);
    });

    test('an admin who is gone himself is not told of: the others have heard of what matters', async () => {
      const { tell, pass, workspace } = await delivering({
        delivery: {
          kinds: [order, undelivered],
          deps: {
            policy: { ...POLICY, admins: ['UADA', 'UGONE'] },
            vendorOf: String,
            exception: async () => null,
            batch: async () => null,
            nudges: NO_NUDGES,
            upkeep: NO_UPKEEP,
            pictures: NO_PICTURES,
            initiative: async () => null,
          },
        },
      });
      await tell({ kind: 'order', audience: { kind: 'channel', channel: '#old' } });
      await pass(10 * SECOND);
      expect(workspace.messages('@ada')).toHaveLength(1);
    });

    test('a person who is gone is told of to admins, and without a fallback it ends there', async () => {
      const { tell, pass, workspace, store } = await delivering({
        delivery: { kinds: [order, undelivered] },
      });
      const audience = { kind: 'person', person: 'UGONE' } as const;
      await tell({ kind: 'order', text: '1', audience }, { kind: 'order', text: '2', audience });
      await pass(10 * SECOND);
      expect(workspace.messages('@ada').map(({ text }) => text)).toEqual([
        expect.stringContaining('is deactivated'),
      ]);
      expect(await store.messages.counts()).toMatchObject({ dropped: 2, sent: 1 });
    });
  });

  test('a message that Slack does not take for what is in it is dropped, and the log says so', async () => {
    const { tell, pass, workspace, log } = await delivering({
      faults: [{ method: 'chat.postMessage', times: 1, kind: 'error', error: 'invalid_blocks' }],
    });
    await tell({ text: '1' }, { text: '2' });
    await pass(5 * SECOND);
    expect(texts(workspace.messages('@ana'))).toEqual(['2']);
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  test('a revoked token stops all sending, says so, and nothing is lost when it is taken again', async () => {
    const revoked = { kind: 'error', error: 'token_revoked' } as const;
    const sender = await delivering({
      faults: [
        { method: 'chat.postMessage', times: 1, ...revoked },
        { method: 'auth.test', times: 2, ...revoked },
      ],
    });
    const { tell, pass, workspace } = sender;
    await tell({ text: '1' }, { text: '2', audience: PAYMENTS });
    await pass(30 * SECOND);
    expect(sender.state()).toMatchObject([{ refused: 'token_revoked' }]);
    const before = calls({ workspace }, 'chat.postMessage').length;
    await tell({ text: '3', audience: BO });
    await pass(30 * SECOND);
    expect(calls({ workspace }, 'chat.postMessage')).toHaveLength(before);
    await pass(5 * MINUTE);
    expect(sender.state()).toEqual([{ refused: null, underWay: 0 }]);
    expect(texts(workspace.messages('@ana'))).toEqual(['1']);
    expect(texts(workspace.messages('@bo'))).toEqual(['3']);
  });

  test('a sender that was held up so long that another took its message over sends nothing', async () => {
    const { tell, pass, workspace, store } = await delivering();
    // Two names of one conversation: the second message waits for its turn there.
    await tell({ text: '1' });
    await tell({ text: '2', audience: { kind: 'person', person: 'UANA' } });
    expect((await store.messages.counts()).sending).toBe(1);
    await store.messages.release(NOW);
    const [taken] = await store.messages.claim(NOW, 1, []);
    expect(taken?.id).toBe('i0002');
    await store.messages.settle(taken === undefined ? [] : [taken], {
      state: 'sent',
      message: null,
      at: NOW + 1,
    });
    await pass(10 * SECOND);
    expect(texts(workspace.messages('@ana'))).toEqual(['1']);
  });

  test('two senders over one database send what one would', async () => {
    const store = await database.open();
    const { tell, pass, workspace } = await startDelivering({
      store,
      delivery: { alone: false },
      senders: 2,
    });
    const people = ['ana', 'bo', 'ada'];
    await tell(
      ...Array.from({ length: 15 }, (_, nth) => ({
        text: `${nth}`,
        audience: { kind: 'person', person: `${people[nth % 3]}@local.test` } as const,
      })),
    );
    await pass(20 * SECOND);
    for (const [nth, name] of people.entries())
      expect(texts(workspace.messages(`@${name}`))).toEqual(
        [0, 3, 6, 9, 12].map((step) => String(step + nth)),
      );
  });
});
