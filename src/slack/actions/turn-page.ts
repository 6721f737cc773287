import { UserError } from '../../domain/errors.ts';
import { groupMessage } from '../views/group.ts';
import { serviceList } from '../views/service-list.ts';
import { readPage } from '../views/targets.ts';
import type { Action } from './action.ts';

/** Turns a page of a list, a team or a system, in place. */
export const turnPage: Action = {
  name: 'turn-page',
  by: 'press',
  async run({ value }, { verbs, viewer }) {
    const page = readPage(value);
    if (page === undefined) throw new UserError('That button is from an older message. Ask again, please.');
    const { listing, offset } = page;
    const message =
      listing.kind === 'list'
        ? serviceList(await verbs.listServices(viewer, listing.query, offset))
        : groupMessage(await verbs.showGroup(viewer, listing.kind, listing.id, offset));
    return { kind: 'in-place', message };
  },
};
