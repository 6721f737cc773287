/** What Slack's client itself says about a modal before it submits: required fields, lengths, formats. */
import type { KnownBlock } from '@slack/types';
import { type Element, elementsOf } from '../blocks.ts';
import { isEmpty } from '../input-values.ts';
import type { InputState } from '../page-protocol.ts';
import type { View } from '../slack.ts';

/** By block_id; empty when the modal can be submitted. */
export function inputErrors(view: View): Record<string, string> {
  const optional = new Set(view.blocks.filter(isOptional).map(({ block_id: id }) => id));
  const errors: Record<string, string> = {};
  for (const { element, blockId, blockType } of elementsOf(view.blocks)) {
    const state = view.values[blockId]?.[element.action_id];
    if (blockType !== 'input' || !state) continue;
    const error = isEmpty(state) ? missing(optional.has(blockId)) : malformed(element, state);
    if (error) errors[blockId] = error;
  }
  return errors;
}

const isOptional = (block: KnownBlock): boolean => block.type === 'input' && block.optional === true;

const missing = (isOptional: boolean): string | null =>
  isOptional ? null : 'Please complete this required field.';

function malformed(element: Element, state: InputState): string | null {
  switch (state.type) {
    case 'plain_text_input':
      return wrongLength(element, state.value ?? '');
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(state.value ?? '')
        ? null
        : 'Please enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(state.value ?? '') ? null : 'Please enter a valid URL.';
    case 'number_input':
      return wrongNumber(element, state.value ?? '');
    default:
      return null;
  }
}

function wrongLength({ min_length: min, max_length: max }: Element, value: string): string | null {
  if (typeof min === 'number' && value.length < min) return `Please enter at least ${min} characters.`;
  if (typeof max === 'number' && value.length > max) return `Please enter at most ${max} characters.`;
  return null;
}

function wrongNumber(element: Element, value: string): string | null {
  const number = Number(value);
  if (!Number.isFinite(number)) return 'Please enter a valid number.';
  if (element.is_decimal_allowed !== true && !Number.isInteger(number)) return 'Please enter a whole number.';
  if (element.min_value !== undefined && number < Number(element.min_value)) {
    return `Please enter ${String(element.min_value)} or more.`;
  }
  if (element.max_value !== undefined && number > Number(element.max_value)) {
    return `Please enter ${String(element.max_value)} or less.`;
  }
  return null;
}
