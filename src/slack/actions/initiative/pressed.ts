import { UserError } from '../../../domain/errors.ts';
import type { InitiativeView } from '../../../use-cases/initiative-views.ts';
import type { Answer } from '../../views/answer.ts';
import { initiativeModal } from '../../views/initiative-view.ts';
import { remarkedModal } from '../../views/notices.ts';

/** The initiative that a button or a window is about. */
export function pressedInitiative(value: string): string {
  if (!/^[\w-]{1,64}$/.test(value))
    throw new UserError('That button is from an older message. `/ready initiatives` lists them all.');
  return value;
}

/** The initiative as it is after what was done to it. */
export function afterwards(view: InitiativeView, remark: string): Answer {
  return { kind: 'modal', modal: remarkedModal(initiativeModal(view), remark) };
}
