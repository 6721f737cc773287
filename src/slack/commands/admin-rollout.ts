import { UserError } from '../../domain/errors.ts';
import { rolloutMessage, sampleMessage } from '../views/rollout.ts';
import type { Command } from './command.ts';

export const adminRollout: Command = {
  name: 'admin-rollout',
  usage: 'admin rollout [add TEAM | remove TEAM | sample TEAM]',
  summary: 'Admins: who would be reminded of what; add one team after the other.',
  invoked: 'by-name',
  async run(words, { verbs: { nudges }, viewer, now }) {
    const { what, team } = meant(words);
    if (what === 'sample')
      return { kind: 'private', message: sampleMessage(team, await nudges.sample(viewer, team), now) };
    const view = await {
      show: () => nudges.rollout(viewer),
      add: () => nudges.addTeam(viewer, team),
      remove: () => nudges.removeTeam(viewer, team),
    }[what]();
    return { kind: 'private', message: rolloutMessage(view) };
  },
};

const ACTS = ['add', 'remove', 'sample'] as const;

function meant(words: string): { readonly what: 'show' | (typeof ACTS)[number]; readonly team: string } {
  if (words === '') return { what: 'show', team: '' };
  const [first = '', team, ...more] = words.split(/\s+/);
  const what = ACTS.find((act) => act === first.toLowerCase());
  if (what === undefined || team === undefined || more.length > 0)
    throw new UserError(
      'Say `add`, `remove` or `sample` and the id of a team: `admin rollout add payments`.',
    );
  return { what, team: team.replace(/^@/, '') };
}
