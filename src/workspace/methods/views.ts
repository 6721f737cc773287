import { z } from 'zod';
import { viewOf } from '../payloads/common.ts';
import type { Slack, View } from '../slack.ts';
import { orRefuse, SlackError } from '../slack-error.ts';
import { useTrigger } from '../triggers.ts';
import { changeView, checkView, findView, openModal, publishHome, pushModal } from '../views.ts';
import { json } from './arguments.ts';
import { defineMethod } from './method.ts';

const view = json(z.unknown());
// Bolt 5 also knows `interactivity_pointer`, which this workspace does not hand out.
const trigger = { trigger_id: z.string() };

export const viewMethods = [
  defineMethod({
    name: 'views.open',
    tier: 4,
    args: z.object({ ...trigger, view }),
    run(slack, args) {
      const draft = checkView(slack, 'views.open', args.view, 'modal');
      const { user, channel } = useTrigger(slack, args.trigger_id);
      return { view: viewOf(slack, openModal(slack, user, draft, channel)) };
    },
  }),
  defineMethod({
    name: 'views.push',
    tier: 4,
    args: z.object({ ...trigger, view }),
    run(slack, args) {
      const draft = checkView(slack, 'views.push', args.view, 'modal');
      const { user, viewId } = useTrigger(slack, args.trigger_id);
      if (viewId === null)
        throw new SlackError('invalid_trigger_id', ['the trigger does not come from a modal']);
      return { view: viewOf(slack, pushModal(slack, user, draft)) };
    },
  }),
  defineMethod({
    name: 'views.update',
    tier: 4,
    args: z.object({
      view_id: z.string().optional(),
      external_id: z.string().optional(),
      hash: z.string().optional(),
      view,
    }),
    run(slack, args) {
      const open = orRefuse(findView(slack, { id: args.view_id, externalId: args.external_id }), 'not_found');
      refuseStale(open, args.hash);
      const draft = checkView(slack, 'views.update', args.view, open.type, open);
      return { view: viewOf(slack, changeView(slack, open, draft)) };
    },
  }),
  defineMethod({
    name: 'views.publish',
    tier: 4,
    args: z.object({ user_id: z.string(), hash: z.string().optional(), view }),
    run(slack, args) {
      const home = homeOf(slack, args.user_id);
      if (home) refuseStale(home, args.hash);
      const draft = checkView(slack, 'views.publish', args.view, 'home', home);
      return { view: viewOf(slack, publishHome(slack, args.user_id, draft)) };
    },
  }),
];

function homeOf(slack: Slack, userId: string): View | undefined {
  const person = slack.people.get(userId);
  if (!person || person.isBot)
    throw new SlackError('invalid_arguments', ['no such person [json-pointer:/user_id]']);
  return slack.homes.get(userId);
}

/** Somebody else changed the view since the app last read it. */
function refuseStale(view: View, hash: string | undefined): void {
  if (hash !== undefined && hash !== view.hash) throw new SlackError('hash_conflict');
}
