/** A person's Home: what waits for them, what is theirs, what is coming. At most 100 blocks, whatever there is. */
import type { ActionsBlockElement, HomeView as AnyHome, ExternalSelect, KnownBlock } from '@slack/types';
import type { HomeAsk, HomeOf, HomeView } from '../../use-cases/home-views.ts';
import { actions, button, choice, context, header, plainText, section } from './blocks.ts';
import { moment } from './dates.ts';
import { decisionBlocks } from './home-decisions.ts';
import { comingBlocks, exceptionBlocks, initiativeBlocks, settingsBlocks } from './home-parts.ts';
import { serviceBlocks } from './home-services.ts';
import { homeValue } from './home-target.ts';
import { shownIn, verificationBlocks } from './home-verifications.ts';
import type { Message } from './message.ts';
import { count, plain } from './text.ts';

const MOST_BLOCKS = 100;

export type Home = AnyHome & { readonly blocks: KnownBlock[] };

export function homeView(view: HomeView): Home {
  return homeOf(shownIn(view), [
    header(headingOf(view)),
    ...actions([...switchMenu(view), findMenu()]),
    ...decisionBlocks(view),
    ...verificationBlocks(view),
    ...(view.newcomer ? beginning(view) : serviceBlocks(view)),
    ...initiativeBlocks(view),
    ...comingBlocks(view),
    ...exceptionBlocks(view),
    ...settingsBlocks(view),
    ...actions(footButtons(view)),
    ...context(moment('as of', view.at)),
  ]);
}

/** Something else instead: it waits, it went wrong, it is not theirs. */
export function noticeHome({ blocks }: Message, ask: HomeAsk): Home {
  return homeOf(ask, blocks);
}

/** What it shows stands in its metadata, so that it is the same when it is opened again. */
function homeOf(ask: HomeAsk, blocks: readonly KnownBlock[]): Home {
  return {
    type: 'home',
    private_metadata: JSON.stringify({ about: homeValue(ask) }),
    blocks: blocks.slice(0, MOST_BLOCKS),
  };
}

function headingOf({ of, name }: Pick<HomeView, 'of' | 'name'>): string {
  return of.kind === 'me' ? 'Production readiness' : plain(name, 140);
}

/** The viewer's own, the organisation, teams: with what is shown chosen. */
function switchMenu({ choices, of, name }: HomeView): ActionsBlockElement[] {
  if (choices.length === 0) return [];
  const isShown = choices.some((one) => same(one.of, of));
  const all = isShown ? choices : [{ of, name }, ...choices];
  const options = all
    .flatMap((one) => choice({ label: labelOf(one), value: homeValue({ of: one.of, offset: 0 }) }))
    .slice(0, 100);
  const chosen = options.find(({ value }) => value === homeValue({ of, offset: 0 }));
  return [
    {
      type: 'static_select',
      action_id: 'home-switch',
      placeholder: plainText('Whose services', 150),
      options,
      ...(chosen === undefined ? {} : { initial_option: chosen }),
    },
  ];
}

function labelOf({ of, name }: Pick<HomeView, 'of' | 'name'>): string {
  if (of.kind === 'me') return 'My services';
  return of.kind === 'organisation' ? `All of ${plain(name, 60)}` : name;
}

function same(a: HomeOf, b: HomeOf): boolean {
  return homeValue({ of: a, offset: 0 }) === homeValue({ of: b, offset: 0 });
}

function findMenu(): ExternalSelect {
  return {
    type: 'external_select',
    action_id: 'pick',
    placeholder: plainText('Find a service', 150),
    min_query_length: 0,
  };
}

/** To whoever is in no team: how to begin. */
function beginning({ catalogSize, mayRegister }: HomeView): KnownBlock[] {
  const size = catalogSize === 0 ? '' : ` The catalog has ${count(catalogSize, 'service')}.`;
  return [
    section(
      `*You are in no team of the catalog yet*, so nothing here is your own.${size}\nFind any service above, or type \`/ready\` and its name, team, repository or channel. When you should be in a team, ask whoever keeps the catalog to add your e-mail address.`,
    ),
    ...actions([
      button('say', 'List all services', 'list', { style: 'primary' }),
      ...(mayRegister ? [button('register', 'Register a service', '')] : []),
      button('say', '/ready help', 'help', { nth: 1 }),
    ]),
  ];
}

function footButtons({ newcomer, mayRegister }: HomeView): ActionsBlockElement[] {
  if (newcomer) return [];
  return [
    button('say', 'Heat map', 'report map'),
    button('say', 'What is checked', 'explain', { nth: 1 }),
    ...(mayRegister ? [button('register', 'Register a service', '')] : []),
    button('say', 'Help', 'help', { nth: 2 }),
  ];
}
