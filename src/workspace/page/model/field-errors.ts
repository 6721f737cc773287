import type { KnownBlock } from '@slack/types';
import type { InputState, InputValues } from '../../page-protocol.ts';
import { type AnyElement, actionIdOf } from './input-values.ts';

/**
 * What Slack's own client refuses before the app hears of it: by block_id, the words below the field. Empty when
 * the view may be sent.
 */
export function fieldErrors(blocks: KnownBlock[], values: InputValues): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of blocks) {
    if (block.type !== 'input') continue;
    const state = values[block.block_id ?? '']?.[actionIdOf(block.element)];
    const error = state && fieldError(block.element, state, block.optional === true);
    if (error) errors[block.block_id ?? ''] = error;
  }
  return errors;
}

function fieldError(element: AnyElement, state: InputState, optional: boolean): string | null {
  if (isEmpty(state)) return optional ? null : 'Please complete this required field.';
  return 'value' in state && state.value !== null ? textError(element, state.value) : null;
}

/** True when nothing has been typed, chosen or ticked. */
function isEmpty(state: InputState): boolean {
  const { type: _, ...rest } = state;
  return Object.values(rest).every((value) => {
    return value === null || (typeof value === 'string' && value.trim() === '') || isEmptyList(value);
  });
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function textError(element: AnyElement, value: string): string | null {
  switch (element.type) {
    case 'plain_text_input':
      return lengthError(value, element.min_length ?? 0, element.max_length ?? 3000);
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : 'Please enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(value) ? null : 'Please enter a valid URL, such as https://example.com.';
    case 'number_input':
      return numberError(value, element);
    default:
      return null;
  }
}

function lengthError(value: string, least: number, most: number): string | null {
  if (value.length < least) return `Please enter at least ${least} characters.`;
  return value.length > most ? `Please enter at most ${most} characters.` : null;
}

function numberError(value: string, element: AnyElement & { type: 'number_input' }): string | null {
  const number = Number(value);
  if (Number.isNaN(number)) return 'Please enter a number.';
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return 'Please enter a whole number.';
  const { min_value: least, max_value: most } = element;
  if (least !== undefined && number < Number(least)) return `Please enter ${least} or more.`;
  return most !== undefined && number > Number(most) ? `Please enter ${most} or less.` : null;
}
