import { UserError } from '../../domain/errors.ts';
import {
  DIGEST_INPUT,
  DIGEST_TITLE,
  digestSettingsModal,
  digestSettingsSaved,
  readDigestChoice,
} from '../views/digest-settings.ts';
import { loadingModal } from '../views/notices.ts';
import type { Action } from './action.ts';

/** When a channel's digest comes, and what it tells: its value is the channel. */
export const digestSettings: Action = {
  name: 'digest-settings',
  by: 'press',
  opens: () => ({ ...loadingModal(DIGEST_TITLE), callback_id: 'digest-settings' }),
  async run({ value }, { verbs, viewer }) {
    return { kind: 'modal', modal: digestSettingsModal(await verbs.digests.settings(viewer, value)) };
  },
  async submit({ about, values }, { verbs, viewer }) {
    const choice = readDigestChoice(values);
    if (choice === undefined) throw new UserError('That window is from an older message. Open it again.');
    const change = await verbs.digests.changeSettings(viewer, about, choice);
    if (change.kind === 'no-parts')
      return {
        kind: 'errors',
        errors: { [DIGEST_INPUT.parts]: 'Choose at least one, or post no digest at all.' },
      };
    return { kind: 'modal', modal: digestSettingsSaved(change.settings) };
  },
};
