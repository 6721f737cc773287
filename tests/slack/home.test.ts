/** Whatever can be pressed in a Home is answered in a window, or in the Home itself; nothing waits for ever. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { elementsOf } from '../../src/workspace/blocks.ts';
import type { View } from '../../src/workspace/slack.ts';
import { decisions, home, homeInitiative, homeVerification } from '../support/literal-home.ts';
import { type Bot, expectNoViolations, startBot } from '../support/slack-bot.ts';

let bot: Bot;

beforeAll(async () => {
  const view = home({
    decisions: { items: decisions('ledger'), total: 20 },
    verifications: { items: [homeVerification('ledger')], total: 1, offset: 0, size: 5 },
    initiatives: { items: [homeInitiative({ id: '0195f2f0-0000-7000-8000-0000000000a1' })], total: 9 },
  });
  bot = await startBot('socket', { verbs: { home: { show: async () => view } } });
});

afterAll(() => bot.close());

async function opened(): Promise<View> {
  await bot.workspace.openHome('ana');
  return bot.workspace.until(() => bot.workspace.home('ana'));
}

type Pressing = readonly [nth: number, value?: string];

/** Each button, and each entry of each menu, once. */
function pressesOn(view: View): readonly Pressing[] {
  return elementsOf(view.blocks).flatMap(({ element }, nth): readonly Pressing[] => {
    if (element.type === 'button') return [[nth]];
    if (element.type !== 'overflow') return [];
    // A menu of ours: each entry has a value.
    const { options } = element as unknown as { options: readonly { readonly value: string }[] };
    return options.map(({ value }) => [nth, value]);
  });
}

test('each press of a Home is answered in a window, which never stays at “Loading”', async () => {
  const { workspace } = bot;
  const presses = pressesOn(await opened());
  expect(presses.length).toBeGreaterThan(25);
  for (const [nth, value] of presses) {
    const shown = await opened();
    const pressed = elementsOf(shown.blocks)[nth]?.element;
    await workspace.click(
      'ana',
      shown,
      (element) => JSON.stringify(element) === JSON.stringify(pressed),
      value,
    );
    const view = await workspace.until(() => {
      const top = workspace.openView('ana');
      return top !== undefined && !JSON.stringify(top.blocks).includes('Loading…') && top;
    });
    expect
      .soft(JSON.stringify(view.blocks), JSON.stringify(pressed))
      .not.toMatch(/Something broke|older message|does nothing/);
    await workspace.closeView('ana', view, { all: true });
  }
  expectNoViolations(bot);
});
