import type { PageState } from '../../page-protocol.ts';
import { emojiLike } from '../text/emoji.ts';
import type { Draft } from './model.ts';

export type Suggestion = {
  /** What replaces the typed word. */
  insert: string;
  label: string;
  /** What the label leaves open: `[team:x]`. */
  args?: string;
  detail: string;
  /** An emoji, an avatar's initials on its colour, or a sign. */
  icon: { text: string; colour: string | null };
};

export type Suggestions = {
  title: string;
  /** The part of the draft that a suggestion replaces. */
  from: number;
  to: number;
  rows: Suggestion[];
  /** The first row is taken by Enter. Not so where Enter would rather send what has been typed. */
  eager: boolean;
};

const LIMIT = 8;
const WORD = /(?:^|\s)([@#:])([\w.+'-]*)$/;

/** What a composer offers for its draft, or null. A slash at the start asks for commands, as in Slack. */
export function suggestionsFor(draft: Draft, page: PageState): Suggestions | null {
  const before = draft.text.slice(0, draft.caret);
  const found = before.startsWith('/') ? commandSuggestions(before, page) : wordSuggestions(before, page);
  return found && found.rows.length > 0 ? found : null;
}

/** `/re` offers commands; behind a whole command come the ways to go on. */
function commandSuggestions(before: string, page: PageState): Suggestions | null {
  const [, command = '', space = '', rest = ''] = /^(\S*)(\s*)(.*)$/s.exec(before) ?? [];
  const known = page.commands.find((candidate) => candidate.command === command);
  return space && known ? verbSuggestions(known, rest, before.length) : commandNames(command, page);
}

function commandNames(typed: string, page: PageState): Suggestions {
  const matching = page.commands.filter(({ command }) => command.startsWith(typed.toLowerCase()));
  const rows = matching.map(({ command, description, usageHint }) => ({
    insert: `${command} `,
    label: command,
    args: usageHint,
    detail: description,
    icon: { text: page.app.name.charAt(0), colour: appColour(page) },
  }));
  return { title: `Commands of ${page.app.name}`, from: 0, to: typed.length, rows, eager: true };
}

/** Verbs that begin as typed; at the start also what else can stand there, such as a name. */
function verbSuggestions(command: PageState['commands'][number], typed: string, to: number): Suggestions {
  const wanted = typed.toLowerCase();
  const rows = command.hints
    .map(({ usage, summary }) => ({ usage, summary, fixed: fixedWords(usage) }))
    .filter(({ fixed }) => (typed === '' ? true : fixed.startsWith(wanted) && fixed !== typed))
    .map(({ usage, summary, fixed }) => ({
      insert: fixed,
      label: `${command.command} ${fixed}`.trim(),
      args: usage.slice(fixed.trim().length).trim(),
      detail: summary,
      icon: { text: '/', colour: null },
    }));
  return { title: command.description, from: to - typed.length, to, rows, eager: false };
}

/** The words of a usage that are typed as they stand: `list [team:x]` → `list `, `SERVICE` → nothing. */
function fixedWords(usage: string): string {
  const words = usage.split(' ');
  const end = words.findIndex((word) => !/^[a-z][a-z-]*$/.test(word));
  const fixed = words.slice(0, end < 0 ? undefined : end).join(' ');
  return end < 0 || fixed === '' ? fixed : `${fixed} `;
}

function wordSuggestions(before: string, page: PageState): Suggestions | null {
  const [, sign, typed = ''] = WORD.exec(before) ?? [];
  const range = { from: before.length - typed.length - 1, to: before.length, eager: true };
  const wanted = typed.toLowerCase();
  if (sign === '@') return { ...range, title: 'People', rows: mentionRows(wanted, page) };
  if (sign === '#') return { ...range, title: 'Channels', rows: channelRows(wanted, page) };
  if (sign === ':' && typed.length >= 2) return { ...range, title: 'Emoji', rows: emojiRows(wanted) };
  return null;
}

function mentionRows(typed: string, page: PageState): Suggestion[] {
  const people = page.people
    .filter((person) => startsAnyWord([person.name, person.displayName, person.realName], typed))
    .map((person) => ({
      insert: `@${person.name} `,
      label: person.displayName || person.realName,
      detail: person.title || `@${person.name}`,
      icon: { text: person.avatar.initials, colour: person.avatar.colour },
    }));
  const groups = page.groups
    .filter(({ handle, name }) => startsAnyWord([handle, name], typed))
    .map(({ handle, name }) => ({
      insert: `@${handle} `,
      label: `@${handle}`,
      detail: name,
      icon: { text: '@', colour: null },
    }));
  return [...people, ...groups].slice(0, LIMIT);
}

function channelRows(typed: string, page: PageState): Suggestion[] {
  return page.conversations
    .filter(({ kind, name, isArchived }) => kind !== 'im' && !isArchived && startsAnyWord([name], typed))
    .map(({ name, topic }) => ({
      insert: `#${name} `,
      label: `#${name}`,
      detail: topic,
      icon: { text: '#', colour: null },
    }))
    .slice(0, LIMIT);
}

function emojiRows(typed: string): Suggestion[] {
  return emojiLike(typed, LIMIT).map(({ name, unicode }) => ({
    insert: `:${name}: `,
    label: `:${name}:`,
    detail: '',
    icon: { text: unicode, colour: null },
  }));
}

function startsAnyWord(texts: string[], typed: string): boolean {
  return texts.some((text) =>
    text
      .toLowerCase()
      .split(/[\s.-]/)
      .concat(text.toLowerCase())
      .some((word) => word.startsWith(typed)),
  );
}

function appColour(page: PageState): string | null {
  return page.people.find(({ id }) => id === page.app.userId)?.avatar.colour ?? null;
}
