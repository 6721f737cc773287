import { UserError } from '../../domain/errors.ts';
import { loadingModal } from '../views/notices.ts';
import { preferencesIn, savedSettings, settingsModal, zoneOptions } from '../views/settings-modal.ts';
import type { Action } from './action.ts';

/** How often, when and of what somebody is reminded. */
export const nudgeSettings: Action = {
  name: 'nudge-settings',
  by: 'press',
  opens: () => loadingModal('Your reminders'),
  async run(_press, { verbs, viewer }) {
    return { kind: 'modal', modal: settingsModal(await verbs.nudges.preferences(viewer)) };
  },
  async submit({ values }, { verbs, viewer }) {
    const preferences = preferencesIn(values);
    if (preferences === undefined)
      throw new UserError('Choose how often, on which day and of what you want to be reminded.');
    return { kind: 'private', message: savedSettings(await verbs.nudges.prefer(viewer, preferences)) };
  },
  async options(query, { verbs, viewer }) {
    return { kind: 'options', options: zoneOptions(query, await verbs.nudges.preferences(viewer)) };
  },
};
