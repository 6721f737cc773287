import { UserError } from '../../domain/errors.ts';
import { groupMessage } from '../views/group.ts';
import { readinessCard } from '../views/readiness-card.ts';
import { readShown } from '../views/targets.ts';
import type { Action } from './action.ts';

/** Replaces a question ("did you mean …?") by the answer that was meant. */
export const show: Action = {
  name: 'show',
  by: 'press',
  async run({ value }, { verbs, viewer, now }) {
    const shown = readShown(value);
    if (shown === undefined) throw new UserError('That button is from an older message. Ask again, please.');
    const { kind, id } = shown;
    const message =
      kind === 'service'
        ? readinessCard(await verbs.showReadiness(viewer, id), { now })
        : groupMessage(await verbs.showGroup(viewer, kind, id, 0));
    return { kind: 'in-place', message };
  },
};
