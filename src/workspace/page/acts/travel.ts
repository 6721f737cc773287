import { untouched } from '../model/first-model.ts';
import type { Model } from '../model/model.ts';
import { formatRoute, parseRoute } from '../model/route.ts';
import type { Store } from '../model/store.ts';
import { mainMessages } from '../model/timeline.ts';
import type { Api } from './api.ts';
import type { Connection } from './connection.ts';
import { arrive, settledRoute } from './navigation.ts';

export type TravelDeps = { store: Store<Model>; api: Api; connection: Connection; window: Window };

/** Follows the address: to a place, or into another person's shoes; and says what has been seen there. */
export function createTravel({ store, api, connection, window }: TravelDeps): { start: () => void } {
  const { document, location, history } = window;
  let toldRead = '';
  let trips = 0;

  const follow = async (): Promise<void> => {
    trips += 1;
    const trip = trips;
    const wanted = parseRoute(location.hash);
    const page = await pageOf(wanted.me);
    // Gone elsewhere while the server was asked.
    if (trip !== trips) return;
    if (page.me !== store.get().page.me) become(page);
    const route = settledRoute(wanted, page);
    history.replaceState(null, '', formatRoute(route));
    store.change((model) => arrive(model, route));
    await tellOpened(route.show === 'home' ? 'home' : null);
  };

  /** What the wanted person sees; what is seen already if nobody else is wanted, or nobody of that name is. */
  const pageOf = async (as: string | null): Promise<Model['page']> => {
    const { page } = store.get();
    return as === null || as === page.me ? page : await api.state(as).catch(() => page);
  };

  /** Another person sees another workspace: nothing typed is kept. */
  const become = (page: Model['page']): void => {
    store.change(() => ({ ...untouched(), page, now: page.clock.now, filter: '' }));
    connection.follow(page.me);
  };

  const tellOpened = async (tab: 'home' | null): Promise<void> => {
    const { page, route } = store.get();
    const conversation =
      route.show === 'conversation' && page.conversations.find(({ id }) => id === route.channel);
    const opened = tab ?? (conversation && conversation.kind === 'im' ? 'messages' : null);
    if (opened) await api.post('open-home', { as: page.me, tab: opened });
  };

  /** Once for each newest message of the conversation on screen, while the window can be seen. */
  const tellRead = (): void => {
    const { page, route } = store.get();
    const channel = route.show === 'conversation' ? route.channel : null;
    const conversation = page.conversations.find(({ id }) => id === channel);
    const newest = mainMessages(page.messages[channel ?? ''] ?? []).at(-1)?.ts;
    const told = `${page.me} ${channel} ${newest}`;
    if (!conversation?.unread || !newest || document.hidden || told === toldRead) return;
    toldRead = told;
    void api.post('mark-read', { as: page.me, channel, ts: newest });
  };

  return {
    start() {
      store.subscribe(tellRead);
      document.addEventListener('visibilitychange', tellRead);
      window.addEventListener('hashchange', () => void follow());
      void follow();
    },
  };
}
