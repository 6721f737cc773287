import type { PageView, SubmitAnswer } from '../../page-protocol.ts';
import { fieldErrors } from '../model/field-errors.ts';
import { valuesOf } from '../model/input-values.ts';
import { type Model, viewKey } from '../model/model.ts';
import type { Store } from '../model/store.ts';
import type { ViewActs } from './acts.ts';
import type { Api } from './api.ts';

/** `focusFirstError`: moves the focus to the first field that is wrong, once it is drawn. */
export type ViewDeps = { store: Store<Model>; api: Api; focusFirstError: () => void };

/** Sending and closing modals. */
export function createViewActs({ store, api, focusFirstError }: ViewDeps): ViewActs {
  const showErrors = (view: PageView, errors: Record<string, string>): void => {
    store.change((model) => ({ errors: { ...model.errors, [view.id]: errors } }));
    if (Object.keys(errors).length > 0) focusFirstError();
  };

  return {
    async submit(view) {
      const model = store.get();
      const key = viewKey(view);
      if (model.waiting[key] === 'submit') return;
      const values = valuesOf(view.blocks, model.typed[key] ?? {}, shownChannel(model));
      const wrong = fieldErrors(view.blocks, values);
      showErrors(view, wrong);
      if (Object.keys(wrong).length > 0) return;
      store.change((now) => startSubmit(now, key));
      const answer = await api.post<SubmitAnswer & { ok: true }>('submit', {
        as: model.page.me,
        viewId: view.id,
        values,
      });
      store.change((now) => endSubmit(now, key, answer));
      if (hasErrors(answer)) showErrors(view, answer.errors);
    },
    async closeView(view, all = false) {
      const { page } = store.get();
      await api.post('close-view', { as: page.me, viewId: view.id, all });
    },
    answer(yes) {
      const { question } = store.get();
      store.change(() => ({ question: null }));
      question?.answer(yes);
    },
  };
}

function shownChannel({ route }: Model): string | null {
  return route.show === 'conversation' ? route.channel : null;
}

function startSubmit(model: Model, key: string): Partial<Model> {
  const { [key]: _, ...failed } = model.failed;
  return { waiting: { ...model.waiting, [key]: 'submit' }, failed };
}

function endSubmit(model: Model, key: string, answer: SubmitAnswer): Partial<Model> {
  const { [key]: _, ...waiting } = model.waiting;
  if (answer.ok || hasErrors(answer)) return { waiting };
  return { waiting, failed: { ...model.failed, [key]: { element: 'submit', message: answer.message } } };
}

function hasErrors(answer: SubmitAnswer): answer is SubmitAnswer & { errors: Record<string, string> } {
  return 'errors' in answer;
}
