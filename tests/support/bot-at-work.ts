/** The whole bot at work: real verbs over a real home and store, answering in a local workspace. */
import type { Message, View } from '../../src/workspace/slack.ts';
import { sketch } from './sketch.ts';
import { type Bot, startBot, type Way } from './slack-bot.ts';
import { openSmallHome, type SmallHome } from './small-home.ts';

/** Acme's people by what they are to `payments-api`; `cy`, of the team Search, is a guest of the workspace. */
const PEOPLE = [
  { name: 'ana', realName: 'Ana Bell' },
  { name: 'bo', realName: 'Bo Lind' },
  { name: 'dan', realName: 'Dan Newcomer' },
  { name: 'cy', realName: 'Cy Okafor', isRestricted: true },
  { name: 'fay', realName: 'Fay Foreign', teamId: 'T0OTHER' },
];

const CHANNELS = [
  { name: 'general', members: ['ana', 'bo', 'dan', 'cy'] },
  { name: 'partners', isShared: true, members: ['ana', 'fay'] },
];

/** Thirty services more, so that lists have pages. */
const MANY = `
services:
${Array.from({ length: 30 }, (_, nth) => `  - {id: index-${nth}, name: Index ${nth}, owner: search, system: store, type: service, lifecycle: production}`).join('\n')}
`;

export interface AtWork extends Pick<Bot, 'workspace' | 'slack' | 'log'> {
  readonly home: SmallHome;
  readonly close: () => Promise<void>;
  /** What somebody sees in #general, oldest first. */
  readonly seen: (user: string, channel?: string) => readonly Message[];
  /** Types behind `/ready`; resolves with the answer. */
  readonly ask: (user: string, text: string, channel?: string) => Promise<Message>;
  /** Does something; resolves with the next message that this person sees. */
  readonly next: (act: () => Promise<unknown>, user: string, channel?: string) => Promise<Message>;
  /** Uses an element of a message; resolves with the message as it then is. */
  readonly press: (user: string, on: Message, which: string, value?: string) => Promise<Message>;
  /** Uses an element; resolves with the modal on top of the screen once it says this. */
  readonly open: (
    user: string,
    on: Message | View,
    which: string,
    saying: string,
    value?: string,
  ) => Promise<View>;
  /** The modal on top of somebody's screen once it says this. */
  readonly modal: (user: string, saying: string) => Promise<View>;
}

export async function atWork(way: Way, files: Readonly<Record<string, string>> = {}): Promise<AtWork> {
  const undo: (() => void | Promise<void>)[] = [];
  const home = await openSmallHome({ 'catalog/many.yml': MANY, ...files }, (one) => {
    undo.push(one);
  });
  const { context, store, verbs } = home.app;
  const bot = await startBot(way, {
    verbs,
    workspace: { team: { domain: 'acme' }, people: PEOPLE, channels: CHANNELS, groups: [] },
    slack: { clock: context.clock, workspace: store.workspace },
  });
  return {
    ...bot,
    ...handsOf(bot),
    home,
    async close() {
      await bot.close();
      for (const one of undo.toReversed()) await one();
    },
  };
}

function handsOf({ workspace }: Bot): Pick<AtWork, 'seen' | 'ask' | 'next' | 'press' | 'open' | 'modal'> {
  const seen: AtWork['seen'] = (user, channel = 'general') => workspace.visibleTo(user, channel);

  const next: AtWork['next'] = async (act, user, channel) => {
    const before = seen(user, channel).length;
    await act();
    return workspace.until(() => seen(user, channel)[before]);
  };

  const modal: AtWork['modal'] = (user, saying) =>
    workspace.until(() => {
      const view = workspace.openView(user);
      return view !== undefined && drawn(view).includes(saying) && view;
    });

  return {
    seen,
    next,
    modal,
    ask: (user, text, channel = 'general') =>
      next(() => workspace.command(user, text, { channel }), user, channel),
    async press(user, on, which, value) {
      await workspace.click(user, on, which, value);
      return workspace.until(() => {
        const now = workspace.messages(on.channel).find(({ ts }) => ts === on.ts);
        return now !== undefined && now.edited !== on.edited && now;
      });
    },
    async open(user, on, which, saying, value) {
      await workspace.click(user, on, which, value);
      return modal(user, saying);
    },
  };
}

/** As a person reads it, with what can be pressed. */
export function drawn(shown: Message | View): string {
  return sketch({ ...shown, blocks: [...shown.blocks] });
}
