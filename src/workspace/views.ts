/** Modals and Home: opening, stacking, changing, closing. */
import { withIds } from './blocks.ts';
import { broadcastMentions } from './broadcasts.ts';
import { announce, recordViolation } from './happenings.ts';
import { nextId, seconds, secret } from './ids.ts';
import { valuesOf } from './input-values.ts';
import { viewProblems } from './limits/check-limits.ts';
import type { Slack, View } from './slack.ts';
import { orRefuse, refuseAll, SlackError } from './slack-error.ts';
import { fileProblems } from './uploads.ts';

const MOST_STACKED = 3;

/** A view as the app sends it, after `checkView`. */
export type ViewDraft = {
  type: 'modal' | 'home';
  blocks: unknown[];
  title?: View['title'];
  submit?: View['submit'];
  close?: View['close'];
  callback_id?: string;
  external_id?: string;
  private_metadata?: string;
  clear_on_close?: boolean;
  notify_on_close?: boolean;
};

/** The view, or Slack's refusal with all its problems. `replacing`: the view that it takes the place of. */
export function checkView(
  slack: Slack,
  where: string,
  draft: unknown,
  type: View['type'],
  replacing?: View,
): ViewDraft {
  const view = Object(draft) as ViewDraft;
  const mentions = broadcastMentions(view);
  if (mentions.length > 0) recordViolation(slack, where, 'broadcast_mention', mentions);
  refuseAll(viewProblems(draft));
  refuseAll(fileProblems(slack, view.blocks, ['view', 'blocks'], 'invalid_arguments'));
  if (view.type !== type) {
    throw new SlackError('invalid_arguments', [`must be of type ${type} [json-pointer:/view/type]`]);
  }
  const namesake = view.external_id ? findView(slack, { externalId: view.external_id }) : undefined;
  if (namesake && namesake !== replacing) throw new SlackError('duplicate_external_id');
  return view;
}

/** Opens a modal; whatever the person had open gives way. */
export function openModal(slack: Slack, user: string, draft: ViewDraft, channel: string | null): View {
  const id = nextId(slack, 'V');
  const view = build(slack, draft, { id, user, rootId: id, previousId: null, channel });
  setStack(slack, user, [view]);
  return view;
}

/** Lays a modal on top of the person's stack. */
export function pushModal(slack: Slack, user: string, draft: ViewDraft): View {
  const stack = stackOf(slack, user);
  const top = orRefuse(stack.at(-1), 'not_found');
  if (stack.length >= MOST_STACKED) throw new SlackError('push_limit_reached');
  const { rootId, channel } = top;
  const view = build(slack, draft, { id: nextId(slack, 'V'), user, rootId, previousId: top.id, channel });
  setStack(slack, user, [...stack, view]);
  return view;
}

/** Changes a view in place; what was typed into inputs that keep their ids stays. */
export function changeView(slack: Slack, view: View, draft: ViewDraft): View {
  const changed = build(slack, draft, view, view.values);
  Object.assign(view, changed);
  announce(slack, { kind: view.type === 'home' ? 'home' : 'views', user: view.user });
  return view;
}

/** Publishes Home for one person. */
export function publishHome(slack: Slack, user: string, draft: ViewDraft): View {
  const before = slack.homes.get(user);
  if (before) return changeView(slack, before, draft);
  const id = nextId(slack, 'V');
  const view = build(slack, draft, { id, user, rootId: id, previousId: null, channel: null });
  slack.homes.set(user, view);
  announce(slack, { kind: 'home', user });
  return view;
}

/** Takes a modal off its stack, and whatever lies on it; the one below shows again. */
export function closeModal(slack: Slack, view: View): void {
  const stack = stackOf(slack, view.user);
  if (stack.includes(view)) setStack(slack, view.user, stack.slice(0, stack.indexOf(view)));
}

export function closeAll(slack: Slack, user: string): void {
  setStack(slack, user, []);
}

/** Open modals of a person, bottom first. */
export const stackOf = (slack: Slack, user: string): View[] => slack.stacks.get(user) ?? [];

/** An open modal or published Home, by its id or external id. */
export function findView(
  slack: Slack,
  key: { id?: string | undefined; externalId?: string | undefined },
): View | undefined {
  return [...allViews(slack)].find((view) =>
    key.id === undefined ? view.externalId !== '' && view.externalId === key.externalId : view.id === key.id,
  );
}

function* allViews(slack: Slack): Generator<View> {
  for (const stack of slack.stacks.values()) yield* stack;
  yield* slack.homes.values();
}

function setStack(slack: Slack, user: string, stack: View[]): void {
  slack.stacks.set(user, stack);
  announce(slack, { kind: 'views', user });
}

type Place = Pick<View, 'id' | 'user' | 'rootId' | 'previousId' | 'channel'>;

function build(slack: Slack, draft: ViewDraft, place: Place, typed: View['values'] = {}): View {
  const blocks = withIds(draft.blocks);
  return {
    id: place.id,
    type: draft.type,
    user: place.user,
    callbackId: draft.callback_id ?? '',
    externalId: draft.external_id ?? '',
    privateMetadata: draft.private_metadata ?? '',
    title: draft.title ?? null,
    submit: draft.submit ?? null,
    close: draft.close ?? null,
    clearOnClose: draft.clear_on_close ?? false,
    notifyOnClose: draft.notify_on_close ?? false,
    blocks,
    hash: `${seconds(slack)}.${secret().slice(0, 8)}`,
    rootId: place.rootId,
    previousId: place.previousId,
    channel: place.channel,
    values: valuesOf(blocks, place.channel, typed),
  };
}
