import type { OptionsAnswer } from '../../page-protocol.ts';
import type { Site } from '../blocks/surface.ts';
import type { Model, Popup } from '../model/model.ts';
import type { Store } from '../model/store.ts';
import type { PopupActs } from './acts.ts';
import type { Api } from './api.ts';

/** `wait`: resolves after that many milliseconds. */
export type PopupDeps = { store: Store<Model>; api: Api; wait: (ms: number) => Promise<void> };

/** How long a person stops typing before the app is asked. */
const PAUSE = 200;

/** Opening lists, moving in them, and asking the app what an external select offers. */
export function createPopupActs({ store, api, wait }: PopupDeps): PopupActs {
  const isStill = (anchor: string, query: string): boolean => {
    const { popup } = store.get();
    return popup?.anchor === anchor && popup.query === query;
  };
  const changePopup = (change: Partial<Popup>): void =>
    store.change(({ popup }) => (popup ? { popup: { ...popup, ...change } } : {}));

  const askApp = async (site: Site, query: string): Promise<void> => {
    const { surface, blockId, actionId, domId } = site;
    const { me } = store.get().page;
    const body = { as: me, place: surface.place, blockId, actionId, query };
    const answer = await api.post<OptionsAnswer & { ok: true }>('options', body);
    if (isStill(domId, query))
      changePopup({ offer: answer.ok ? answer : { failure: answer.message }, active: 0 });
  };

  return {
    openPopup(anchor, site) {
      store.change(() => ({ popup: { anchor, query: '', active: 0, offer: site ? 'loading' : 'own' } }));
      if (site) void askApp(site, '');
    },
    closePopup: (anchor) =>
      store.change(({ popup }) =>
        popup && popup.anchor === (anchor ?? popup.anchor) ? { popup: null } : {},
      ),
    movePopup: (active) => changePopup({ active }),
    searchPopup(query, site) {
      changePopup({ query, active: 0, ...(site ? { offer: 'loading' } : {}) });
      if (site) void wait(PAUSE).then(() => (isStill(site.domId, query) ? askApp(site, query) : undefined));
    },
  };
}
