import { UserError } from '../../domain/errors.ts';
import { noticeModal } from '../views/notices.ts';
import { askedMessage } from '../views/owner-suggestions.ts';
import { readAskedTeam } from '../views/upkeep-target.ts';
import type { Action } from './action.ts';

/** Asks the suggested team whether a service is theirs. */
export const claimAsk: Action = {
  name: 'claim-ask',
  by: 'press',
  ack: 'after-commit',
  fresh: true,
  refusesStrangers: true,
  async run({ value, from }, { verbs, viewer }) {
    const target = readAskedTeam(value);
    if (target === undefined) throw new UserError('That button is from an older message. Ask again, please.');
    const { team } = await verbs.upkeep.askOwner(viewer, target.service, target.team);
    const message = askedMessage(target.service, team?.name ?? target.team);
    return from === 'modal'
      ? { kind: 'modal', modal: noticeModal('Whose is it?', message) }
      : { kind: 'private', message };
  },
};
