import { UserError } from '../../domain/errors.ts';
import { loadingModal } from '../views/notices.ts';
import { assignedMessage, assignModal } from '../views/ownerless.ts';
import { TEAM, teamOptions } from '../views/team-select.ts';
import type { Action } from './action.ts';

/** Slack shows at most this many options. */
const MOST_OPTIONS = 100;

/** Gives a service without owner to a team; the admins' list follows by itself. */
export const assignOwner: Action = {
  name: 'assign-owner',
  by: 'press',
  fresh: true,
  opens: () => loadingModal('Assign an owner'),
  async run({ value }, { verbs, viewer }) {
    const { services } = await verbs.nudges.ownerless(viewer);
    const found = services.find(({ service }) => service.id === value);
    if (found === undefined) throw new UserError(`“${value}” has an owner by now, or is gone.`);
    return { kind: 'modal', modal: assignModal(found) };
  },
  async submit({ about, values }, { verbs, viewer }) {
    const [team] = values[TEAM] ?? [];
    if (team === undefined) return { kind: 'errors', errors: { [TEAM]: 'Choose the team that it is of.' } };
    const left = await verbs.nudges.assign(viewer, about, team);
    const name = left.teams.find(({ id }) => id === team)?.name ?? team;
    return { kind: 'private', message: assignedMessage(about, name, left) };
  },
  async options(query, { verbs, viewer }) {
    return { kind: 'options', options: teamOptions(await verbs.nudges.teams(viewer, query, MOST_OPTIONS)) };
  },
};
