import { emptyForm } from '../views/exception-form.ts';
import { serviceOptions } from '../views/picker-modal.ts';
import type { Action } from './action.ts';
import { beginAsking } from './exception/asking.ts';

/** Slack shows at most this many options. */
const MOST_OPTIONS = 100;

/** The service that an exception is for, where it is not known yet. */
export const exceptionPick: Action = {
  name: 'exception-pick',
  by: 'press',
  async run({ value }, context) {
    const target = { kind: 'new', service: value, rule: null } as const;
    return { kind: 'modal', modal: await beginAsking(emptyForm(target), context) };
  },
  async options(query, { verbs, viewer }) {
    return { kind: 'options', options: serviceOptions(await verbs.suggest(viewer, query, MOST_OPTIONS)) };
  },
};
