import { UserError } from '../../domain/errors.ts';
import { withdrawnModal } from '../views/attest-modal.ts';
import { readWithdrawal } from '../views/attest-target.ts';
import { readinessCard } from '../views/readiness-card.ts';
import type { Action } from './action.ts';

/** Takes back what one attested oneself. */
export const attestWithdraw: Action = {
  name: 'attest-withdraw',
  by: 'press',
  ack: 'after-commit',
  fresh: true,
  async run({ value, from }, { verbs, viewer, now }) {
    const target = readWithdrawal(value);
    if (target === undefined)
      throw new UserError('That button is from an older message. Ask for the card again.');
    const card = await verbs.attestations.withdraw(viewer, target.service, target.id);
    const message = readinessCard(card, { now });
    return from === 'modal'
      ? { kind: 'modal', modal: withdrawnModal(message) }
      : { kind: 'in-place', message };
  },
};
