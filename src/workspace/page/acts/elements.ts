import type { InputState } from '../../page-protocol.ts';
import type { Site } from '../blocks/surface.ts';
import type { Model, Question } from '../model/model.ts';
import type { Store } from '../model/store.ts';
import type { ElementActs } from './acts.ts';
import type { Api } from './api.ts';

export type ElementDeps = { store: Store<Model>; api: Api };

/** Using what stands in blocks. */
export function createElementActs({ store, api }: ElementDeps): ElementActs {
  const ask = (confirm: Question['confirm']): Promise<boolean> =>
    new Promise((answer) => store.change(() => ({ question: { confirm, answer } })));

  const fill = (site: Site, state: InputState): void =>
    store.change((model) => withInput(model, site, state));

  return {
    fill,
    async commit(site, element, state) {
      const confirm = confirmOf(element);
      if (confirm && !(await ask(confirm))) return redraw(store);
      if (isInput(state)) fill(site, state);
      if (!site.sends) return;
      await send(store, api, site, state);
    },
    expand: (domId, open) =>
      store.change(({ expanded }) => {
        const others = new Set([...expanded].filter((id) => id !== domId));
        return { expanded: open ? others.add(domId) : others };
      }),
  };
}

/** A choice that was not confirmed is shown as it was before. */
function redraw(store: Store<Model>): void {
  store.change(({ typed }) => ({ typed: { ...typed } }));
}

async function send(
  store: Store<Model>,
  api: Api,
  site: Site,
  state: Parameters<ElementActs['commit']>[2],
): Promise<void> {
  const { surface, blockId, actionId, domId } = site;
  const { page } = store.get();
  const own = isInput(state) ? { [blockId]: { ...surface.values[blockId], [actionId]: state } } : {};
  store.change((model) => ({
    waiting: { ...model.waiting, [surface.key]: domId },
    failed: without(model.failed, surface.key),
  }));
  const values = { ...surface.values, ...own };
  const answer = await api.post('action', {
    as: page.me,
    place: surface.place,
    blockId,
    actionId,
    state,
    values,
  });
  store.change((model) => ({
    waiting: model.waiting[surface.key] === domId ? without(model.waiting, surface.key) : model.waiting,
    failed: answer.ok
      ? model.failed
      : { ...model.failed, [surface.key]: { element: domId, message: answer.message } },
  }));
}

function withInput(model: Model, { surface, blockId, actionId }: Site, state: InputState): Partial<Model> {
  const typed = model.typed[surface.key] ?? {};
  const block = { ...typed[blockId], [actionId]: state };
  return { typed: { ...model.typed, [surface.key]: { ...typed, [blockId]: block } } };
}

function confirmOf(element: object): Question['confirm'] | null {
  return 'confirm' in element ? ((element.confirm as Question['confirm'] | undefined) ?? null) : null;
}

const STATELESS = new Set(['button', 'workflow_button', 'icon_button', 'feedback_buttons', 'overflow']);

function isInput(state: Parameters<ElementActs['commit']>[2]): state is InputState {
  return !STATELESS.has(state.type);
}

function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== key));
}
