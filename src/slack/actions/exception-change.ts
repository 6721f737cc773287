import { UserError } from '../../domain/errors.ts';
import { askModal } from '../views/exception-ask.ts';
import { readForm } from '../views/exception-form.ts';
import type { Action } from './action.ts';
import { sceneOf } from './exception/asking.ts';

/** Something was chosen in the request's modal: it says anew what that would do. What is typed stays. */
export const exceptionChange: Action = {
  name: 'exception-change',
  by: 'press',
  async run({ form: typed }, context) {
    const form = readForm(typed);
    if (form === undefined)
      throw new UserError('That window is from an older version. Open it again, please.');
    return { kind: 'modal', modal: askModal(await sceneOf(form, context)) };
  },
};
