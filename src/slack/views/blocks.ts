/** Small constructors for the blocks that every view uses, with Slack's limits built in. */
import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ContextBlock,
  HeaderBlock,
  Overflow,
  PlainTextElement,
  PlainTextOption,
  RichTextBlock,
  RichTextElement,
  RichTextSection,
  RichTextText,
  SectionBlock,
  StaticSelect,
} from '@slack/types';
import { type ActionName, MENU, menuValue } from './action-names.ts';
import { clip, plain, safeUrl } from './text.ts';

const LONGEST_OPTION = 75;
/** Slack takes 2,000; a few of those would fill a message. An identifier of ours is far shorter. */
export const LONGEST_VALUE = 600;

export function plainText(text: string, most: number): PlainTextElement {
  return { type: 'plain_text', text: plain(text, most), emoji: true };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plainText(text, 150) } satisfies HeaderBlock;
}

/** `text`: mrkdwn whose foreign words are escaped already. Auto-linking is off, so that only our links are links. */
export function section(text: string, accessory?: SectionBlock['accessory']): SectionBlock {
  return {
    type: 'section',
    expand: true,
    text: { type: 'mrkdwn', text: clip(text, 3_000), verbatim: true },
    ...(accessory === undefined ? {} : { accessory }),
  } satisfies SectionBlock;
}

/** Small grey lines, or nothing where there are none. */
export function context(...lines: readonly string[]): ContextBlock[] {
  const text = lines.filter((line) => line !== '').join('\n');
  if (text === '') return [];
  return [
    { type: 'context', elements: [{ type: 'mrkdwn', text: clip(text, 3_000), verbatim: true }] },
  ] satisfies ContextBlock[];
}

export function actions(elements: readonly ActionsBlockElement[]): ActionsBlock[] {
  return elements.length === 0 ? [] : [{ type: 'actions', elements: elements.slice(0, 25) }];
}

export interface ButtonOptions {
  readonly style?: Button['style'];
  /** Makes action ids differ where one block holds the same action twice. */
  readonly nth?: number;
  /** Read aloud instead of the label. */
  readonly spoken?: string;
}

/** Labels are clipped at what Slack shows of them. */
export function button(
  action: ActionName,
  label: string,
  value: string,
  options: ButtonOptions = {},
): Button {
  return {
    type: 'button',
    action_id: options.nth === undefined ? action : `${action}:${options.nth}`,
    text: plainText(label, 40),
    ...(value === '' ? {} : { value: value.slice(0, LONGEST_VALUE) }),
    ...(options.style === undefined ? {} : { style: options.style }),
    ...(options.spoken === undefined ? {} : { accessibility_label: plain(options.spoken, 75) }),
  } satisfies Button;
}

export interface Choice {
  readonly label: string;
  readonly value: string;
}

/** An option, unless its value is longer than Slack takes: an identifier cannot be clipped. */
export function choice({ label, value }: Choice): PlainTextOption[] {
  return value === '' || value.length > LONGEST_OPTION
    ? []
    : [{ text: plainText(label, LONGEST_OPTION), value }];
}

/** A menu of at most 100 choices, or none where nothing can be chosen. */
export function menu(action: ActionName, placeholder: string, choices: readonly Choice[]): StaticSelect[] {
  const options = choices.flatMap(choice).slice(0, 100);
  if (options.length === 0) return [];
  return [
    { type: 'static_select', action_id: action, placeholder: plainText(placeholder, 150), options },
  ] satisfies StaticSelect[];
}

/** Lines of one rich_text block, or nothing where there are none. */
export function lines(rows: readonly (readonly RichTextElement[])[]): RichTextBlock[] {
  if (rows.length === 0) return [];
  const elements = rows.map((row): RichTextSection => ({ type: 'rich_text_section', elements: merged(row) }));
  return [{ type: 'rich_text', elements }] satisfies RichTextBlock[];
}

/** Neighbours of one style become one: half the characters, and one thing to select on the screen. */
function merged(row: readonly RichTextElement[]): RichTextElement[] {
  const elements: RichTextElement[] = [];
  for (const element of row) {
    const last = elements.at(-1);
    if (element.type !== 'text' || last?.type !== 'text' || !sameStyle(element.style, last.style)) {
      elements.push(element);
    } else {
      elements[elements.length - 1] = { ...last, text: last.text + element.text };
    }
  }
  return elements.filter((element) => element.type !== 'text' || element.text !== '');
}

function sameStyle(a: RichTextText['style'], b: RichTextText['style']): boolean {
  return a?.bold === b?.bold && a?.italic === b?.italic;
}

/** Foreign text in rich_text, where no character means anything but itself. */
export function words(text: string, most: number, bold = false): RichTextElement {
  const shown = { type: 'text', text: plain(text, most) } as const;
  return bold ? { ...shown, style: { bold: true } } : shown;
}

/** Our own words, with the blanks and separators that `words` would trim. */
export function ours(text: string, style?: { bold?: boolean; italic?: boolean }): RichTextElement {
  return style === undefined ? { type: 'text', text } : { type: 'text', text, style };
}

/** " · Fix", linked; nothing where the address is not fit to be followed. */
export function linked(url: string | null, label: string): RichTextElement[] {
  const address = url === null ? null : safeUrl(url);
  return address === null ? [] : [ours(' · '), { type: 'link', url: address, text: label }];
}

export interface MenuEntry extends Choice {
  readonly action: ActionName;
}

/** An entry that does not would be left out of its menu. */
export function fitsOption(action: ActionName, value: string): boolean {
  return menuValue(action, value).length <= LONGEST_OPTION;
}

/** The "⋯" of a section: at most five entries, or none where none fits. */
export function overflow(entries: readonly MenuEntry[]): Overflow | undefined {
  const options = entries
    .flatMap(({ label, action, value }) => choice({ label, value: menuValue(action, value) }))
    .slice(0, 5);
  return options.length === 0 ? undefined : { type: 'overflow', action_id: MENU, options };
}
