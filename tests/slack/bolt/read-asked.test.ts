import { describe, expect, test } from 'vitest';
import { askedByMention, pressed } from '../../../src/slack/bolt/read-asked.ts';

describe('a press', () => {
  const of = (action: object) => pressed({ actions: [action] } as never);

  test.each<[object, string, string]>([
    [{ action_id: 'check-again', value: 'payments-api' }, 'check-again', 'payments-api'],
    [{ action_id: 'show:2', value: 'team payments' }, 'show', 'team payments'],
    [{ action_id: 'say' }, 'say', ''],
    [{ action_id: 'open', selected_option: { value: 'ledger' } }, 'open', 'ledger'],
    [{ action_id: 'pick', selected_option: null }, 'pick', ''],
    [
      { action_id: 'menu', selected_option: { value: 'details history 0 payments-api' } },
      'details',
      'history 0 payments-api',
    ],
    [{ action_id: 'menu', selected_option: { value: 'share' } }, 'share', ''],
  ])('of %o asks for %s of “%s”', (action, name, value) => {
    expect(of(action)).toEqual({ action: name, value });
  });

  test.each([
    [{ action_id: 'wiki', url: 'https://wiki.test' }],
    [{ action_id: 'menu', selected_option: { value: 'x', url: 'https://wiki.test' } }],
    [{}],
  ])('of a link asks for nothing: %o', (action) => {
    expect(of(action)).toBeUndefined();
  });
});

describe('a mention', () => {
  const event = {
    type: 'app_mention',
    text: '<@U0BOT> help',
    ts: '1.1',
    channel: 'C1',
    event_ts: '1.1',
  } as const;

  test('belongs to its thread', () => {
    expect(askedByMention({ ...event, user: 'UANA', thread_ts: '1.0' }, 'Ev1')).toMatchObject({
      key: 'event Ev1',
      userId: 'UANA',
      place: { channel: 'C1', thread: '1.0' },
    });
  });

  test('by a bot, or by nobody, is not answered', () => {
    expect(askedByMention({ ...event, user: 'UBOT2', bot_id: 'B2' }, 'Ev1')).toBeUndefined();
    expect(askedByMention(event, 'Ev1')).toBeUndefined();
  });
});
