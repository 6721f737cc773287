import type { Option, OptionGroup } from '@slack/types';
import type { InputState, PageConversation, PageState } from '../../page-protocol.ts';
import type { AnyElement } from '../model/input-values.ts';
import type { Popup } from '../model/model.ts';
import { nameOf } from '../text/reader.ts';

export type SelectElement = Extract<AnyElement, { type: `${string}_select` }>;

/** One thing that a select offers. `key` is unique among them. */
export type Choice = {
  key: string;
  text: string;
  detail: string;
  group: string | null;
  icon: { text: string; colour: string | null } | null;
};

/** A select of any kind, made alike: what it offers, what is chosen, and what a new choice means. */
export type SelectModel = {
  choices: Choice[];
  chosen: Choice[];
  several: boolean;
  most: number;
  /** The input's state once exactly the choices of these keys are chosen. */
  stateFor: (keys: string[]) => InputState;
};

type Ids = { single: string; several: string };

const WORKSPACE_STATE: Record<string, Ids> = {
  users_select: { single: 'selected_user', several: 'selected_users' },
  conversations_select: { single: 'selected_conversation', several: 'selected_conversations' },
  channels_select: { single: 'selected_channel', several: 'selected_channels' },
};

/** Reads a select element with its state; `offer` is what an external one was answered. */
export function selectModel(
  element: SelectElement,
  state: InputState | undefined,
  page: PageState,
  offer: Popup['offer'],
): SelectModel {
  const several = element.type.startsWith('multi_');
  const limit = 'max_selected_items' in element ? element.max_selected_items : undefined;
  const most = several ? (limit ?? Number.MAX_SAFE_INTEGER) : 1;
  const kind = element.type.replace('multi_', '');
  const ids = WORKSPACE_STATE[kind];
  return ids
    ? { several, most, ...workspaceSelect(element, state, page, ids) }
    : { several, most, ...optionSelect(element, state, offer) };
}

/** Static and external selects, whose state holds whole options. */
function optionSelect(
  element: SelectElement,
  state: InputState | undefined,
  offer: Popup['offer'],
): Pick<SelectModel, 'choices' | 'chosen' | 'stateFor'> {
  const offered = offeredOptions(element, offer);
  const chosen = chosenOptions(state);
  const byKey = new Map([...chosen, ...offered.map(({ option }) => option)].map((o) => [optionKey(o), o]));
  const stateFor = (keys: string[]): InputState => {
    const options = keys.flatMap((key) => byKey.get(key) ?? []);
    return element.type === 'multi_static_select' || element.type === 'multi_external_select'
      ? { type: element.type, selected_options: options }
      : { type: singleOptionType(element), selected_option: options[0] ?? null };
  };
  return {
    choices: offered.map(({ option, group }) => optionChoice(option, group)),
    chosen: chosen.map((option) => optionChoice(option, null)),
    stateFor,
  };
}

function singleOptionType(element: SelectElement): 'static_select' | 'external_select' {
  return element.type === 'external_select' ? 'external_select' : 'static_select';
}

function offeredOptions(
  element: SelectElement,
  offer: Popup['offer'],
): { option: Option; group: string | null }[] {
  if (element.type === 'static_select' || element.type === 'multi_static_select') {
    return withGroups(element.options ?? [], element.option_groups ?? []);
  }
  return typeof offer === 'object' && 'options' in offer ? withGroups(offer.options, offer.groups) : [];
}

function withGroups(options: Option[], groups: OptionGroup[]): { option: Option; group: string | null }[] {
  const grouped = groups.flatMap(({ label, options: inner }) =>
    inner.map((option) => ({ option, group: label.text })),
  );
  return [...options.map((option) => ({ option, group: null })), ...grouped];
}

function chosenOptions(state: InputState | undefined): Option[] {
  if (state && 'selected_options' in state) return state.selected_options;
  return state && 'selected_option' in state && state.selected_option ? [state.selected_option] : [];
}

function optionKey(option: Option): string {
  return option.value ?? option.text.text;
}

function optionChoice(option: Option, group: string | null): Choice {
  const detail = option.description?.text ?? '';
  return { key: optionKey(option), text: option.text.text, detail, group, icon: null };
}

/** Selects of people and conversations, whose state holds ids. */
function workspaceSelect(
  element: SelectElement,
  state: InputState | undefined,
  page: PageState,
  ids: Ids,
): Pick<SelectModel, 'choices' | 'chosen' | 'stateFor'> {
  const all = element.type.endsWith('users_select')
    ? peopleChoices(page)
    : conversationChoices(page, element);
  const held = Object.entries(state ?? {}).find(([name]) => name === ids.single || name === ids.several)?.[1];
  const keys: string[] = Array.isArray(held) ? held.map(String) : typeof held === 'string' ? [held] : [];
  const nobody = (key: string): Choice => ({ key, text: key, detail: '', group: null, icon: null });
  // The names of the fields go with the element's type, which the compiler cannot follow through a table.
  const stateFor = (next: string[]) =>
    (element.type.startsWith('multi_')
      ? { type: element.type, [ids.several]: next }
      : { type: element.type, [ids.single]: next[0] ?? null }) as unknown as InputState;
  return {
    choices: all,
    chosen: keys.map((key) => all.find((choice) => choice.key === key) ?? nobody(key)),
    stateFor,
  };
}

function peopleChoices(page: PageState): Choice[] {
  return page.people
    .filter(({ kind }) => kind !== 'stranger')
    .map((person) => ({
      key: person.id,
      text: nameOf(person, person.id),
      detail: person.title,
      group: null,
      icon: { text: person.avatar.initials, colour: person.avatar.colour },
    }));
}

function conversationChoices(page: PageState, element: SelectElement): Choice[] {
  const onlyChannels = element.type.endsWith('channels_select');
  const filter = 'filter' in element ? element.filter : undefined;
  const kinds: string[] = onlyChannels ? ['public'] : (filter?.include ?? ['public', 'private', 'im']);
  return page.conversations
    .filter((conversation) => kinds.includes(conversation.kind) && !conversation.isArchived)
    .filter(({ isShared }) => !(isShared && filter?.exclude_external_shared_channels))
    .filter(({ kind }) => !(kind === 'im' && filter?.exclude_bot_users))
    .map(conversationChoice);
}

function conversationChoice({ id, kind, name, topic }: PageConversation): Choice {
  const sign = kind === 'im' ? '@' : kind === 'private' ? '🔒' : '#';
  return { key: id, text: name, detail: topic, group: null, icon: { text: sign, colour: null } };
}
