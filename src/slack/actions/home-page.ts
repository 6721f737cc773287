import { UserError } from '../../domain/errors.ts';
import { readHome } from '../views/home-target.ts';
import type { Action } from './action.ts';

/** Turns the page of the services of a Home, in place. */
export const homePage: Action = {
  name: 'home-page',
  by: 'press',
  staysHome: true,
  async run({ value }) {
    const ask = readHome(value);
    if (ask === undefined) throw new UserError('That button is from an older Home. Open it again, please.');
    return { kind: 'home', ask };
  },
};
