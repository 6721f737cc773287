import type { PageClock } from '../../page-protocol.ts';
import type { Model } from '../model/model.ts';
import { formatRoute, type Route } from '../model/route.ts';
import type { Store } from '../model/store.ts';
import type { NavigationActs } from './acts.ts';
import type { Api } from './api.ts';
import { THEME_KEY } from './theme.ts';

export type NavigationDeps = { store: Store<Model>; api: Api; window: Window };

/** Moving around. Places have addresses: an act only sets the address, and `arrive` follows it. */
export function createNavigationActs({ store, api, window }: NavigationDeps): NavigationActs {
  const go = (route: Route) => {
    window.location.hash = formatRoute(route);
  };
  return {
    go,
    closeThread() {
      const { route } = store.get();
      if (route.show === 'conversation') go({ ...route, threadTs: null });
    },
    setTheme(theme) {
      window.localStorage.setItem(THEME_KEY, theme);
      store.change(() => ({ theme }));
    },
    showDrawer: (drawerOpen) => store.change(() => ({ drawerOpen })),
    filterConversations: (filter) => store.change(() => ({ filter })),
    showViolations: (violationsOpen) => store.change(() => ({ violationsOpen })),
    async advanceClock(by) {
      const answer = await api.post<PageClock & { ok: true }>('clock', { advance: by });
      if ('now' in answer)
        store.change((model) => ({ page: { ...model.page, clock: answer }, now: answer.now }));
    },
  };
}

/** What changes in the model on arriving somewhere as the person who is already acting. */
export function arrive(model: Model, route: Route): Partial<Model> {
  const changes: Partial<Model> = { route, drawerOpen: false, popup: null };
  if (route.show !== 'conversation' || !route.channel) return changes;
  const before = model.route.show === 'conversation' ? model.route.channel : null;
  const conversation = model.page.conversations.find(({ id }) => id === route.channel);
  if (!conversation || before === conversation.id) return changes;
  const { [conversation.id]: _, ...others } = model.readUpTo;
  const line = conversation.unread > 0 ? { [conversation.id]: conversation.lastRead } : {};
  return { ...changes, readUpTo: { ...others, ...line } };
}

/** The route as it can be followed: the acting person, and a conversation that they can see. */
export function settledRoute(route: Route, page: Model['page']): Route {
  if (route.show === 'home') return { ...route, me: page.me };
  const known = page.conversations.find(({ id }) => id === route.channel) ?? firstConversation(page);
  const threadTs = known?.id === route.channel ? route.threadTs : null;
  return { me: page.me, show: 'conversation', channel: known?.id ?? null, threadTs };
}

function firstConversation({
  conversations,
}: Model['page']): Model['page']['conversations'][number] | undefined {
  return (
    conversations.find(({ kind, isMember, isArchived }) => kind !== 'im' && isMember && !isArchived) ??
    conversations[0]
  );
}
