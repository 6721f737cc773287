import { UserError } from '../../domain/errors.ts';
import { emptyForm } from '../views/exception-form.ts';
import { loadingModal } from '../views/notices.ts';
import { readAsk } from '../views/targets.ts';
import type { Action } from './action.ts';
import { beginAsking } from './exception/asking.ts';
import { sendRequest } from './exception/send-request.ts';

/** Opens the request's modal for a service, a pending exception to edit, or one to prolong; and sends it. */
export const exceptionNew: Action = {
  name: 'exception-new',
  by: 'press',
  opens: () => loadingModal('Request exception'),
  async run({ value }, context) {
    const target = readAsk(value);
    if (target === undefined) throw new UserError('That button is from an older message. Ask again, please.');
    return { kind: 'modal', modal: await beginAsking(emptyForm(target), context) };
  },
  submit: sendRequest,
};
