import { initiativeAskModal } from '../views/initiative-ask.ts';
import type { Action } from './action.ts';
import { initiativeScene } from './initiative/asking.ts';

/** Something was chosen in the initiative's window, or its filter entered: it counts anew. What is typed stays. */
export const initiativeChange: Action = {
  name: 'initiative-change',
  by: 'press',
  async run({ form }, context) {
    return { kind: 'modal', modal: initiativeAskModal(await initiativeScene(form, context)) };
  },
};
