import { UserError } from '../../domain/errors.ts';
import { readHome } from '../views/home-target.ts';
import type { Action } from './action.ts';

/** Shows a team's or the organisation's services in a Home instead of one's own, or those again. */
export const homeSwitch: Action = {
  name: 'home-switch',
  by: 'press',
  staysHome: true,
  async run({ value }) {
    const ask = readHome(value);
    if (ask === undefined) throw new UserError('That choice is from an older Home. Open it again, please.');
    return { kind: 'home', ask };
  },
};
