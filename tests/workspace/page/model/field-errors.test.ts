import type { KnownBlock } from '@slack/types';
import { describe, expect, it, test } from 'vitest';
import { fieldErrors } from '../../../../src/workspace/page/model/field-errors.ts';
import type { InputState } from '../../../../src/workspace/page-protocol.ts';

const REQUIRED = 'Please complete this required field.';

function errorOf(element: object, state: object, optional = false): string | undefined {
  const label = { type: 'plain_text', text: 'Label' };
  const block = { type: 'input', block_id: 'b', label, optional, element: { action_id: 'a', ...element } };
  return fieldErrors([block as KnownBlock], { b: { a: state as InputState } }).b;
}

describe('a field of a modal', () => {
  test.each([
    [{ type: 'plain_text_input', value: null }],
    [{ type: 'plain_text_input', value: '  ' }],
    [{ type: 'static_select', selected_option: null }],
    [{ type: 'multi_users_select', selected_users: [] }],
    [{ type: 'checkboxes', selected_options: [] }],
    [{ type: 'datepicker', selected_date: null }],
    [{ type: 'datetimepicker', selected_date_time: null }],
  ])('must be filled in, unless it is optional: %j', (state) => {
    expect(errorOf({ type: state.type }, state)).toBe(REQUIRED);
    expect(errorOf({ type: state.type }, state, true)).toBeUndefined();
  });

  test.each([
    [{ type: 'plain_text_input', min_length: 5 }, 'abcd', 'Please enter at least 5 characters.'],
    [{ type: 'plain_text_input', min_length: 5 }, 'abcde', undefined],
    [{ type: 'plain_text_input', max_length: 3 }, 'abcd', 'Please enter at most 3 characters.'],
    [{ type: 'plain_text_input' }, 'x'.repeat(3001), 'Please enter at most 3000 characters.'],
    [{ type: 'email_text_input' }, 'ana@acme', 'Please enter a valid email address.'],
    [{ type: 'email_text_input' }, 'ana@acme.test', undefined],
    [{ type: 'url_text_input' }, 'acme', 'Please enter a valid URL, such as https://example.com.'],
    [{ type: 'url_text_input' }, 'https://acme.test', undefined],
    [{ type: 'number_input', is_decimal_allowed: false }, 'x', 'Please enter a number.'],
    [{ type: 'number_input', is_decimal_allowed: false }, '1.5', 'Please enter a whole number.'],
    [{ type: 'number_input', is_decimal_allowed: true }, '1.5', undefined],
    [{ type: 'number_input', is_decimal_allowed: false, min_value: '2' }, '1', 'Please enter 2 or more.'],
    [{ type: 'number_input', is_decimal_allowed: false, max_value: '2' }, '3', 'Please enter 2 or less.'],
    [{ type: 'number_input', is_decimal_allowed: false, min_value: '2', max_value: '3' }, '2', undefined],
  ])('of %j filled with %j says %j', (element, value, expected) => {
    expect(errorOf(element, { type: element.type, value })).toBe(expected);
  });

  it('is not checked further when it is optional and empty', () => {
    const state = { type: 'plain_text_input', value: null };
    expect(errorOf({ type: 'plain_text_input', min_length: 5 }, state, true)).toBeUndefined();
  });
});
