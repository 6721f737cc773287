import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { elementsOf } from '../../src/workspace/blocks.ts';
import type { Message, View } from '../../src/workspace/slack.ts';
import { drawn } from '../support/bot-at-work.ts';
import { type DemoAtWork, demoAtWork } from '../support/demo-at-work.ts';
import { type Bot, expectNoViolations, startBot } from '../support/slack-bot.ts';

const QUESTIONS = [
  '',
  'payments-api',
  'gift-cards',
  'readybot',
  'list',
  '@payments',
  'marketplace',
  'chekout-api',
  'nothing-like-it',
  'explain',
  'explain facts',
  'help',
];

/** How often each kind of press is tried, and how many presses follow one another. */
const TRIES = 2;
const DEPTH = 3;
/** Milliseconds, on a busy machine. */
const PATIENCE = 60_000;

interface Press {
  readonly action: string;
  readonly value?: string;
}

type Shown = Message | View;

let demo: DemoAtWork;
const undo: (() => void | Promise<void>)[] = [];

beforeAll(async () => {
  demo = await demoAtWork(Date.parse('2026-12-01T09:41:00Z'), { atEnd: (one) => undo.push(one) });
});

afterAll(async () => {
  for (const one of undo.toReversed()) await one();
});

/** The demo company's bot, with its own people: a steward, who is an owner too, and a guest of one team. */
async function demoBot(): Promise<Bot> {
  const { app, clock } = demo;
  const people = [
    { name: 'ana', email: 'ana.bell@acme.test' },
    { name: 'nia', email: 'nia@acme.test' },
    { name: 'gil', email: 'gil.guest@acme.test', isRestricted: true },
  ];
  const channels = [{ name: 'general', members: ['ana', 'nia', 'gil'] }];
  const bot = await startBot('socket', {
    verbs: app.verbs,
    workspace: { people, channels },
    slack: { clock, workspace: app.store.workspace },
  });
  onTestFinished(() => bot.close());
  return bot;
}

test.each(['ana', 'nia', 'gil'])(
  'whatever can be pressed answers: %s',
  { timeout: PATIENCE },
  async (user) => {
    const bot = await demoBot();
    const tried = new Map<string, number>();
    const isNew = ({ action, value = '' }: Press) => {
      // "details history 0 ledger" is another kind than "details facts 0 ledger"; "open ledger" is none of its own.
      const words = value.split(' ').slice(0, -1);
      const kind = [action, ...words.filter((word) => !/^\d+$/.test(word))].join(' ');
      tried.set(kind, (tried.get(kind) ?? 0) + 1);
      return (tried.get(kind) ?? 0) <= TRIES;
    };
    for (const question of QUESTIONS) {
      const paths: (readonly Press[])[] = [[]];
      for (let path = paths.shift(); path !== undefined; path = paths.shift()) {
        const shown = await retrace(bot, user, question, path);
        expect
          .soft(drawn(shown), trail(question, path))
          .not.toMatch(/Something broke|older message|Loading…|undefined|NaN/);
        if (path.length < DEPTH)
          for (const press of pressesOn(shown).filter(isNew)) paths.push([...path, press]);
      }
    }
    expectNoViolations(bot);
    expect(tried.size).toBeGreaterThan(10);
  },
);

/** Asks anew and presses all of these, one after the other. */
async function retrace(bot: Bot, user: string, question: string, path: readonly Press[]): Promise<Shown> {
  const { workspace } = bot;
  for (let view = workspace.openView(user); view !== undefined; view = workspace.openView(user))
    await workspace.closeView(user, view, { all: true });
  let shown = await answerTo(bot, user, () => workspace.command(user, question, { channel: 'general' }));
  for (const { action, value } of path)
    shown = await answerTo(bot, user, () => workspace.click(user, shown, action, value));
  return shown;
}

/** The modal that was opened or filled, or the message that is new or changed. */
async function answerTo({ workspace }: Bot, user: string, act: () => Promise<unknown>): Promise<Shown> {
  const seen = () => workspace.visibleTo(user, 'general');
  const before = new Set(seen().map(versionOf));
  const hash = workspace.openView(user)?.hash;
  await act();
  return workspace.until(() => {
    const view = workspace.openView(user);
    if (view !== undefined && view.hash !== hash && !drawn(view).includes('Loading…')) return view;
    return seen().find((message) => !before.has(versionOf(message)));
  });
}

function versionOf({ ts, edited }: Message): string {
  return `${ts} ${edited}`;
}

function pressesOn(shown: Shown): Press[] {
  return elementsOf(shown.blocks).flatMap(({ element, blockId }): Press[] => {
    const {
      type,
      action_id: action,
      options = [],
      value,
    } = element as unknown as {
      type: string;
      action_id: string;
      options?: { value: string }[];
      value?: string;
    };
    // An input that tells of no change: what is chosen there is sent with the rest.
    if (action === blockId) return [];
    if (type === 'button') return [value === undefined ? { action } : { action, value }];
    return options.map((option) => ({ action, value: option.value }));
  });
}

function trail(question: string, path: readonly Press[]): string {
  return [`/ready ${question}`, ...path.map(({ action, value }) => `${action} ${value}`)].join(' > ');
}
