import { UserError } from '../../domain/errors.ts';
import { exceptionList, readExceptionPage } from '../views/exception-list.ts';
import type { Action } from './action.ts';

/** Turns a page of the list of exceptions, in place. */
export const exceptionPage: Action = {
  name: 'exception-page',
  by: 'press',
  async run({ value }, { verbs, viewer }) {
    const page = readExceptionPage(value);
    if (page === undefined) throw new UserError('That button is from an older message. Ask again, please.');
    const listing = await verbs.exceptions.list(viewer, page.query, page.offset);
    return { kind: 'in-place', message: exceptionList(listing) };
  },
};
