/** What the initiative's modal holds, between its inputs and the ask that the verbs understand. */
import type { Initiative } from '../../domain/initiative.ts';
import type { InitiativeAsk, InitiativeChoices, InitiativeField } from '../../use-cases/initiative-views.ts';
import type { InitiativeBeginning } from './initiative-beginning.ts';

/** The modal's inputs by their `block_id`s; those of `rules` and `level` bear their scorecard's id besides. */
export const INPUT = {
  title: 'title',
  why: 'why',
  scorecard: 'scorecard',
  by: 'by',
  rules: 'rules',
  level: 'level',
  filter: 'filter',
  date: 'date',
  owner: 'owner',
  channel: 'channel',
  start: 'start',
} as const;

export interface InitiativeForm {
  /** The one that is edited; null = a new one. */
  readonly id: string | null;
  /** Of the services that it is about the number that its sender has seen. */
  readonly counted: number;
  readonly title: string;
  readonly why: string;
  readonly scorecard: string;
  readonly by: 'rules' | 'level';
  readonly rules: readonly string[];
  readonly level: string;
  readonly filter: string;
  /** ISO. */
  readonly date: string;
  readonly owner: string;
  /** Empty = none. */
  readonly channel: string;
  readonly start: boolean;
}

/** A form that nobody has typed into: the likely choices are made. */
export function emptyInitiative({ scorecards, usualDate }: InitiativeChoices, owner: string): InitiativeForm {
  const [first] = scorecards;
  return {
    id: null,
    counted: 0,
    title: '',
    why: '',
    scorecard: first?.id ?? '',
    by: 'rules',
    rules: [],
    level: first?.levels[0] ?? '',
    filter: '',
    date: usualDate,
    owner,
    channel: '',
    start: false,
  };
}

/** A form that begins with the initiative as it is. `date`: its deadline's. */
export function initiativeFormOf(
  initiative: Initiative,
  empty: InitiativeForm,
  date: string,
): InitiativeForm {
  const { id, title, why, scorecard, asks, filter, owner, channel } = initiative;
  const asked =
    'rules' in asks
      ? ({ by: 'rules', rules: asks.rules } as const)
      : ({ by: 'level', level: asks.level } as const);
  return { ...empty, ...asked, id, title, why, scorecard, filter, date, owner, channel: channel ?? '' };
}

/** A form that begins with certain rules of certain services; those that are no rules any more are left out. */
export function initiativeAbout(
  about: InitiativeBeginning,
  { scorecards }: InitiativeChoices,
  empty: InitiativeForm,
): InitiativeForm {
  const scorecard = scorecards.find(({ id }) => id === about.scorecard);
  if (scorecard === undefined) return { ...empty, filter: about.filter };
  const rules = scorecard.rules.filter(({ id }) => about.rules.includes(id));
  const ids = rules.map(({ id }) => id);
  const [first] = rules;
  const title = first !== undefined && rules.length === 1 ? first.name : '';
  return { ...empty, title, scorecard: scorecard.id, by: 'rules', rules: ids, filter: about.filter };
}

const NEW = 'new';

export function aboutInitiative({ id, counted }: Pick<InitiativeForm, 'id' | 'counted'>): string {
  return `${counted} ${id ?? NEW}`;
}

/** As it was typed; undefined where what it is about is not of our making. `empty`: what is not on the screen. */
export function readInitiative(
  form: { readonly about: string; readonly values: Readonly<Record<string, readonly string[]>> },
  choices: InitiativeChoices,
  empty: InitiativeForm,
): InitiativeForm | undefined {
  const match = /^(\d{1,6}) ([\w-]{1,64})$/.exec(form.about);
  if (match === null) return undefined;
  const first = (block: string) => form.values[block]?.[0] ?? '';
  const chosen = first(INPUT.scorecard) || empty.scorecard;
  const scorecard = choices.scorecards.find(({ id }) => id === chosen);
  return {
    id: match[2] === NEW ? null : (match[2] ?? null),
    counted: Number(match[1]),
    title: first(INPUT.title),
    why: first(INPUT.why),
    scorecard: scorecard?.id ?? '',
    by: first(INPUT.by) === 'level' ? 'level' : 'rules',
    rules: form.values[blockFor('rules', chosen)] ?? [],
    level: first(blockFor('level', chosen)) || (scorecard?.levels[0] ?? ''),
    filter: first(INPUT.filter),
    date: first(INPUT.date),
    owner: first(INPUT.owner),
    channel: first(INPUT.channel),
    start: first(INPUT.start) === 'start',
  };
}

/** Another scorecard's choices are another input: what was chosen of one is nothing to the other. */
export function blockFor(input: 'rules' | 'level', scorecard: string): string {
  return `${INPUT[input]} ${scorecard}`.slice(0, 255);
}

export function askOfInitiative(form: InitiativeForm, choices: InitiativeChoices): InitiativeAsk {
  const { title, why, scorecard, by, level, filter, date, owner, channel } = form;
  const known = choices.scorecards.find(({ id }) => id === scorecard)?.rules ?? [];
  const rules = known.map(({ id }) => id).filter((id) => form.rules.includes(optionOf(id)));
  const asks = by === 'level' ? { level } : { rules };
  return { title, why, scorecard, asks, filter, date, owner, channel: channel === '' ? null : channel };
}

/** Where an error is said: at an input that is on the screen. */
export function initiativeBlock(field: InitiativeField, { by, scorecard }: InitiativeForm): string {
  return field === 'asks' ? blockFor(by, scorecard) : INPUT[field];
}

const LONGEST_OPTION = 75;

/** A rule's id as an option's value, which Slack wants shorter than some are. */
export function optionOf(id: string): string {
  return id.length <= LONGEST_OPTION ? id : `${id.slice(0, 40)}~${id.slice(-30)}`;
}

/** An initiative to look at, its laggards from the `offset`th on. */
export function openValue(id: string, offset: number): string {
  return `${id} ${offset}`;
}

export function readOpen(value: string): { readonly id: string; readonly offset: number } | undefined {
  const match = /^([\w-]{1,64}) (\d{1,6})$/.exec(value);
  return match === null ? undefined : { id: match[1] ?? '', offset: Number(match[2]) };
}
