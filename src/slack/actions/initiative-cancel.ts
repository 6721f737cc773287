import { cancelModal, INITIATIVE_TITLES, SAID } from '../views/initiative-decisions.ts';
import { loadingModal } from '../views/notices.ts';
import type { Action } from './action.ts';
import { afterwards, pressedInitiative } from './initiative/pressed.ts';

/** Ends an initiative for good before its time, or drops a draft. */
export const initiativeCancel: Action = {
  name: 'initiative-cancel',
  by: 'press',
  fresh: true,
  opens: () => loadingModal(INITIATIVE_TITLES.cancel),
  async run({ value }, { verbs, viewer }) {
    return {
      kind: 'modal',
      modal: cancelModal(await verbs.initiatives.show(viewer, pressedInitiative(value))),
    };
  },
  async submit({ about, values }, { verbs, viewer }) {
    const act = { kind: 'cancel', reason: values[SAID]?.[0] ?? '' } as const;
    return afterwards(await verbs.initiatives.act(viewer, pressedInitiative(about), act), 'It is cancelled.');
  },
};
