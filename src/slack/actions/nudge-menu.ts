import { UserError } from '../../domain/errors.ts';
import { emptyForm } from '../views/exception-form.ts';
import { loadingModal } from '../views/notices.ts';
import { readNudge } from '../views/nudge-target.ts';
import { readinessCard } from '../views/readiness-card.ts';
import { verifyModal } from '../views/verify-modal.ts';
import type { Action } from './action.ts';
import { beginAsking } from './exception/asking.ts';

/** What a reminder offers beside snoozing: the same as on the card, and it counts as an answer. */
export const nudgeMenu: Action = {
  name: 'nudge-menu',
  by: 'press',
  fresh: true,
  opens({ value }) {
    const act = readNudge(value)?.act;
    if (act === 'verify') return { ...loadingModal('Still true?'), callback_id: 'verify' };
    return act === 'except' ? loadingModal('Request exception') : undefined;
  },
  async run({ value }, context) {
    const { verbs, viewer, now } = context;
    const target = readNudge(value);
    if (target === undefined)
      throw new UserError('That button is from an older reminder. The next one has it again.');
    const { act, service, rule = null } = target;
    await verbs.nudges.answer(viewer, service);
    if (act === 'verify')
      return {
        kind: 'modal',
        modal: verifyModal(await verbs.upkeep.draftVerification(viewer, service), now),
      };
    if (act === 'except') {
      const form = emptyForm({ kind: 'new', service, rule });
      return { kind: 'modal', modal: await beginAsking(form, context) };
    }
    const checked = await verbs.checkAgain(viewer, service);
    return { kind: 'private', message: readinessCard(checked.card, { now, checked }) };
  },
};
