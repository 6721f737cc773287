import type { KnownBlock, Option, OptionGroup } from '@slack/types';
import { findElement, type Placed } from '../blocks.ts';
import { deliver } from '../delivery/deliver.ts';
import { initialState } from '../input-values.ts';
import { optionsProblems } from '../limits/check-limits.ts';
import type { ActionState, ElementPlace, InputState, InputValues } from '../page-protocol.ts';
import { actionPayload, type Container, suggestionPayload } from '../payloads/actions.ts';
import type { Delivery, Person, Slack } from '../slack.ts';
import { refuseAll } from '../slack-error.ts';
import { ActError, actor, messageAt, obey, viewAt } from './act.ts';

type OnElement = { as: string; place: ElementPlace; actionId: string; blockId?: string | undefined };

/** Somebody pressed a button, chose from a menu, or changed an input that reports changes. */
export async function useElement(
  slack: Slack,
  act: OnElement & { state: ActionState; values?: InputValues },
): Promise<Delivery> {
  const person = actor(slack, act.as);
  const container = containerAt(slack, person, act.place);
  const placed = placedIn(container, act);
  if (placed.element.type !== act.state.type) {
    throw new ActError(
      'wrong_element',
      `${act.actionId} is a ${placed.element.type}, not a ${act.state.type}`,
    );
  }
  const values = remember(container, placed, act);
  const payload = actionPayload(slack, person, container, { placed, state: act.state, values });
  return deliver(slack, 'interactive', 'block_actions', payload);
}

/** What an external select offers for a query. */
export type Offered = { delivery: Delivery; options: Option[]; groups: OptionGroup[] };

/** Somebody typed into an external select. */
export async function suggest(slack: Slack, act: OnElement & { query: string }): Promise<Offered> {
  const person = actor(slack, act.as);
  const container = containerAt(slack, person, act.place);
  const placed = placedIn(container, act);
  const payload = suggestionPayload(slack, person, container, { placed, query: act.query });
  const delivery = await deliver(slack, 'interactive', 'block_suggestion', payload);
  const offered: Offered = { delivery, options: [], groups: [] };
  if (!delivery.ok) return offered;
  obey(slack, delivery, () => {
    refuseAll(optionsProblems(delivery.ack));
    const { options, option_groups: groups } = delivery.ack as {
      options?: Option[];
      option_groups?: OptionGroup[];
    };
    Object.assign(offered, { options: options ?? [], groups: groups ?? [] });
  });
  return offered;
}

function containerAt(slack: Slack, person: Person, place: ElementPlace): Container {
  return 'viewId' in place ? { view: viewAt(slack, person, place.viewId) } : messageAt(slack, person, place);
}

function placedIn(container: Container, { actionId, blockId }: OnElement): Placed {
  const placed = findElement(blocksIn(container), actionId, blockId);
  if (!placed) throw new ActError('element_not_found', `There is no element ${actionId} there`);
  return placed;
}

const blocksIn = (container: Container): KnownBlock[] =>
  'view' in container ? container.view.blocks : container.message.blocks;

/** Inputs keep what was last typed into them: in the view, or for this one payload of a message. */
function remember(
  container: Container,
  { element, blockId }: Placed,
  act: { state: ActionState; values?: InputValues },
): InputValues {
  const values: InputValues = 'view' in container ? { ...container.view.values } : {};
  for (const [block, states] of Object.entries(act.values ?? {})) {
    values[block] = { ...values[block], ...states };
  }
  if (initialState(element, null)) {
    // An element that has an initial state is an input, and its action's state is that input's.
    values[blockId] = { ...values[blockId], [element.action_id]: act.state as InputState };
  }
  if ('view' in container) container.view.values = values;
  return values;
}
