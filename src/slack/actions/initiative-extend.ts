import { extendModal, INITIATIVE_TITLES, SAID, UNTIL } from '../views/initiative-decisions.ts';
import { loadingModal } from '../views/notices.ts';
import type { Action } from './action.ts';
import { afterwards, pressedInitiative } from './initiative/pressed.ts';

/** Moves the deadline, and says so in the initiative's channel. */
export const initiativeExtend: Action = {
  name: 'initiative-extend',
  by: 'press',
  fresh: true,
  opens: () => loadingModal(INITIATIVE_TITLES.extend),
  async run({ value }, { verbs, viewer }) {
    return {
      kind: 'modal',
      modal: extendModal(await verbs.initiatives.show(viewer, pressedInitiative(value))),
    };
  },
  async submit({ about, values }, { verbs, viewer, now }) {
    const id = pressedInitiative(about);
    const date = values[UNTIL]?.[0] ?? '';
    const { initiative } = await verbs.initiatives.show(viewer, id);
    const asked = Date.parse(date);
    // The exact hour is the verb's to judge; here the day is told to be too early where it was chosen.
    if (Number.isNaN(asked) || asked <= Math.max(initiative.deadline, now))
      return {
        kind: 'errors',
        errors: { [UNTIL]: 'Choose a day that is later than the deadline that it has.' },
      };
    const act = { kind: 'extend', date, reason: values[SAID]?.[0] ?? '' } as const;
    return afterwards(await verbs.initiatives.act(viewer, id, act), 'The deadline is moved.');
  },
};
