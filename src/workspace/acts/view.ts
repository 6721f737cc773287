/** Submitting and closing modals. */
import { elementsOf } from '../blocks.ts';
import { deliver } from '../delivery/deliver.ts';
import { valuesOf } from '../input-values.ts';
import type { InputValues } from '../page-protocol.ts';
import { closedPayload, submissionPayload } from '../payloads/views.ts';
import type { Delivery, Person, Slack, View } from '../slack.ts';
import { SlackError } from '../slack-error.ts';
import { changeView, checkView, closeAll, closeModal, pushModal, stackOf } from '../views.ts';
import { ActError, actor, obey, viewAt } from './act.ts';
import { inputErrors } from './input-errors.ts';

/** What became of a submission. `errors` are by block_id; the delivery is null when Slack itself found them. */
export type Submitted = { delivery: Delivery | null; errors: Record<string, string> };

/** Somebody pressed Submit on the topmost modal. What Slack's own client checks never reaches the app. */
export async function submitView(
  slack: Slack,
  act: { as: string; viewId: string; values: InputValues },
): Promise<Submitted> {
  const person = actor(slack, act.as);
  const view = topView(slack, person, act.viewId);
  view.values = valuesOf(view.blocks, view.channel, { ...view.values, ...act.values });
  const errors = inputErrors(view);
  if (Object.keys(errors).length > 0) return { delivery: null, errors };
  const payload = submissionPayload(slack, person, view);
  const delivery = await deliver(slack, 'interactive', 'view_submission', payload);
  const submitted: Submitted = { delivery, errors: {} };
  if (delivery.ok) obey(slack, delivery, () => respond(slack, view, Object(delivery.ack), submitted));
  return submitted;
}

/** Somebody pressed Close or Back; `all` clears the stack. Only views that ask are told. */
export async function closeView(
  slack: Slack,
  act: { as: string; viewId: string; all?: boolean | undefined },
): Promise<Delivery | null> {
  const person = actor(slack, act.as);
  const view = topView(slack, person, act.viewId);
  const isCleared = act.all === true || view.clearOnClose;
  const closed = isCleared ? stackOf(slack, person.id).toReversed() : [view];
  if (isCleared) closeAll(slack, person.id);
  else closeModal(slack, view);
  const told = closed
    .filter(({ notifyOnClose }) => notifyOnClose)
    .map((it) => deliver(slack, 'interactive', 'view_closed', closedPayload(slack, person, it, isCleared)));
  return (await Promise.all(told))[0] ?? null;
}

function topView(slack: Slack, person: Person, id: string): View {
  const view = viewAt(slack, person, id);
  if (stackOf(slack, person.id).at(-1) !== view) {
    throw new ActError('view_not_on_top', 'Another view lies on top');
  }
  return view;
}

type Response = { response_action?: unknown; errors?: unknown; view?: unknown };

function respond(slack: Slack, view: View, response: Response, submitted: Submitted): void {
  switch (response.response_action) {
    case undefined:
      closeModal(slack, view);
      return;
    case 'clear':
      closeAll(slack, view.user);
      return;
    case 'update':
      changeView(slack, view, checkView(slack, 'view_submission', response.view, 'modal', view));
      return;
    case 'push':
      pushModal(slack, view.user, checkView(slack, 'view_submission', response.view, 'modal'));
      return;
    case 'errors':
      submitted.errors = errorsIn(view, response.errors);
      return;
    default:
      throw new SlackError('invalid_response_action', [String(response.response_action)]);
  }
}

/** Slack shows errors below inputs only, found by their block_id. */
function errorsIn(view: View, errors: unknown): Record<string, string> {
  const inputs = new Set(
    elementsOf(view.blocks)
      .filter(({ blockType }) => blockType === 'input')
      .map(({ blockId }) => blockId),
  );
  const entries = Object.entries(Object(errors) as Record<string, string>);
  const lost = entries
    .filter(([blockId]) => !inputs.has(blockId))
    .map(([blockId]) => `no input block "${blockId}"`);
  if (entries.length === 0) lost.push('response_action errors without errors');
  if (lost.length > 0) throw new SlackError('invalid_errors', lost);
  return Object.fromEntries(entries);
}
