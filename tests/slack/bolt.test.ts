import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Message } from '../../src/workspace/slack.ts';
import { sketch } from '../support/sketch.ts';
import { type Bot, expectNoViolations, startBot, WAYS } from '../support/slack-bot.ts';

describe.each(WAYS)('over %s', (way) => {
  let bot: Bot;

  beforeAll(async () => {
    bot = await startBot(way);
  });
  afterEach(() => expectNoViolations(bot));
  afterAll(() => bot.close());

  /** The newest message that somebody sees there. */
  function newest(user = 'ana', channel = 'general'): Message {
    const message = bot.workspace.visibleTo(user, channel).at(-1);
    if (message === undefined) throw new Error(`${user} sees nothing in ${channel}`);
    return message;
  }

  async function ask(text: string, user = 'ana', channel = 'general'): Promise<Message> {
    const before = bot.workspace.visibleTo(user, channel).length;
    await bot.workspace.command(user, text, { channel });
    await bot.workspace.until(() => bot.workspace.visibleTo(user, channel).length > before);
    return newest(user, channel);
  }

  test('/ready SERVICE answers with its card, to the asker alone', async () => {
    const card = await ask('payments-api');
    expect(card.text).toMatch(/^payments-api is Bronze/);
    expect(card.ephemeralTo).toBe('UANA');
    expect(sketch(card)).toContain('# 🥉 payments-api · Bronze');
  });
});
