import { untouched } from '../model/first-model.ts';
import type { Model } from '../model/model.ts';
import { formatRoute, parseRoute, type Route } from '../model/route.ts';
import type { Store } from '../model/store.ts';
import type { Api } from './api.ts';
import type { Connection } from './connection.ts';
import { arrive, settledRoute } from './navigation.ts';

export type TravelDeps = { store: Store<Model>; api: Api; connection: Connection; window: Window };

/** Follows the address, now and whenever it changes: to a place, or into another person's shoes. */
export function startTravel({ store, api, connection, window }: TravelDeps): void {
  const { location, history } = window;
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
    const tab = openedTab(page, route);
    if (tab) await api.post('open-home', { as: page.me, tab });
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

  window.addEventListener('hashchange', () => void follow());
  void follow();
}

/** The app hears when one of its two tabs is opened. */
function openedTab({ conversations }: Model['page'], route: Route): 'home' | 'messages' | null {
  if (route.show === 'home') return 'home';
  return conversations.find(({ id }) => id === route.channel)?.kind === 'im' ? 'messages' : null;
}
