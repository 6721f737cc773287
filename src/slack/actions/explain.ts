import { UserError } from '../../domain/errors.ts';
import { explanationMessage } from '../views/explain.ts';
import { readExplain } from '../views/targets.ts';
import type { Action } from './action.ts';

/** Explains a rule, a scorecard or the facts, and turns the pages of the explanation, in place. */
export const explain: Action = {
  name: 'explain',
  by: 'press',
  async run({ value }, { verbs, viewer, now }) {
    const target = readExplain(value);
    if (target === undefined) throw new UserError('That button is from an older message. Ask again, please.');
    const explanation = await verbs.explain(viewer, target.words);
    return { kind: 'in-place', message: explanationMessage(explanation, target, now) };
  },
};
