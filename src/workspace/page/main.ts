import { render } from 'lit/html.js';
import type { Acts } from './acts/acts.ts';
import { type Api, createApi } from './acts/api.ts';
import { createConnection } from './acts/connection.ts';
import { createElementActs } from './acts/elements.ts';
import { createNavigationActs } from './acts/navigation.ts';
import { createPopupActs } from './acts/popups.ts';
import { tellWhatIsRead } from './acts/reading.ts';
import { followSlackLinks } from './acts/slack-links.ts';
import { createTalkActs } from './acts/talk.ts';
import { rememberedTheme } from './acts/theme.ts';
import { startTravel } from './acts/travel.ts';
import { createViewActs } from './acts/views.ts';
import { afterRender } from './after-render.ts';
import { drawApp } from './app.ts';
import { firstModel } from './model/first-model.ts';
import type { Model } from './model/model.ts';
import { parseRoute } from './model/route.ts';
import { createStore, type Store } from './model/store.ts';

const RETRY_AFTER = 1500;
const TICK = 15_000;

await start(document.getElementById('app') ?? document.body);

/** Draws the page from what the server says, as soon as it says something. */
async function start(root: HTMLElement): Promise<void> {
  const api = createApi();
  const page = await firstState(api);
  const store = createStore(firstModel(page, rememberedTheme(localStorage)));
  const acts = createActs(store, api);
  const connection = createConnection(store, api);
  drawOnChange(root, store, acts);
  followSlackLinks(root, store, acts);
  tellWhatIsRead(store, api, document);
  connection.follow(page.me);
  startTravel({ store, api, connection, window });
  setInterval(() => store.change(tick), TICK);
  document.addEventListener('keydown', (event) => findOnShortcut(event, root, acts));
}

function createActs(store: Store<Model>, api: Api): Acts {
  const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const focusFirstError = () =>
    requestAnimationFrame(() => document.querySelector<HTMLElement>('dialog [aria-invalid]')?.focus());
  return {
    ...createNavigationActs({ store, api, window }),
    ...createTalkActs({ store, api, newId: () => crypto.randomUUID() }),
    ...createElementActs({ store, api }),
    ...createPopupActs({ store, api, wait }),
    ...createViewActs({ store, api, focusFirstError }),
  };
}

/** One drawing for all changes of a moment. */
function drawOnChange(root: HTMLElement, store: Store<Model>, acts: Acts): void {
  let drawn: Model | null = null;
  let planned = false;
  const draw = (): void => {
    planned = false;
    const model = store.get();
    document.documentElement.dataset.theme = model.theme;
    document.title = titleOf(model);
    render(drawApp(model, acts), root);
    afterRender(root, drawn, model);
    drawn = model;
  };
  store.subscribe(() => {
    if (!planned) queueMicrotask(draw);
    planned = true;
  });
  root.replaceChildren();
  draw();
}

function titleOf({ page }: Model): string {
  const unread = page.conversations.reduce((sum, conversation) => sum + conversation.unread, 0);
  return `${unread > 0 ? `(${unread}) ` : ''}${page.team.name}`;
}

/** As in Slack, Ctrl K or ⌘ K asks where to go. */
function findOnShortcut(event: KeyboardEvent, root: HTMLElement, acts: Acts): void {
  if (event.key !== 'k' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  acts.showDrawer(true);
  queueMicrotask(() => root.querySelector<HTMLElement>('.finder input')?.focus());
}

/** A clock that runs is told by this browser between two events; one that stands still stands still. */
function tick({ page, now }: Model): Partial<Model> {
  return page.clock.runs ? { now: now + TICK } : {};
}

/** The snapshot of the address's person, or of the first one; a server that is still starting is waited for. */
async function firstState(api: Api): Promise<Model['page']> {
  const { me } = parseRoute(location.hash);
  for (;;) {
    const page = await api.state(me).catch(() => (me ? api.state(null).catch(() => null) : null));
    if (page) return page;
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER));
  }
}
