import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { valuesOf } from '../../../../src/workspace/page/model/input-values.ts';

const text = (value: string) => ({ type: 'plain_text' as const, text: value });
const option = (value: string) => ({ text: text(value), value });
const input = (block_id: string, element: object): KnownBlock =>
  ({ type: 'input', block_id, label: text('Label'), element: { action_id: 'v', ...element } }) as KnownBlock;

describe('the state of inputs', () => {
  it('begins with what the elements say', () => {
    const blocks = [
      input('text', { type: 'plain_text_input', initial_value: 'a' }),
      input('one', { type: 'static_select', options: [option('x')], initial_option: option('x') }),
      input('many', { type: 'checkboxes', options: [option('x')] }),
      input('who', { type: 'users_select', initial_user: 'U1' }),
      input('day', { type: 'datepicker' }),
      input('when', { type: 'datetimepicker', initial_date_time: 1_700_000_000 }),
    ];
    expect(valuesOf(blocks, {}, null)).toEqual({
      text: { v: { type: 'plain_text_input', value: 'a' } },
      one: { v: { type: 'static_select', selected_option: option('x') } },
      many: { v: { type: 'checkboxes', selected_options: [] } },
      who: { v: { type: 'users_select', selected_user: 'U1' } },
      day: { v: { type: 'datepicker', selected_date: null } },
      when: { v: { type: 'datetimepicker', selected_date_time: 1_700_000_000 } },
    });
  });

  it('keeps what was typed when the view comes anew with the same ids', () => {
    const typed = { text: { v: { type: 'plain_text_input', value: 'typed' } } } as const;
    const blocks = [input('text', { type: 'plain_text_input', initial_value: 'a' })];
    expect(valuesOf(blocks, typed, null)).toEqual(typed);
  });

  it('forgets what was typed into an element of another kind, and into blocks that are gone', () => {
    const typed = {
      field: { v: { type: 'plain_text_input', value: 'typed' } },
      gone: { v: { type: 'plain_text_input', value: 'typed' } },
    } as const;
    expect(valuesOf([input('field', { type: 'datepicker' })], typed, null)).toEqual({
      field: { v: { type: 'datepicker', selected_date: null } },
    });
  });

  it('counts inputs in sections and actions, and none that has no state', () => {
    const blocks = [
      { type: 'section', block_id: 's', text: text('x'), accessory: { type: 'timepicker', action_id: 't' } },
      {
        type: 'actions',
        block_id: 'a',
        elements: [
          { type: 'button', action_id: 'b', text: text('x') },
          { type: 'radio_buttons', action_id: 'r', options: [option('x')] },
        ],
      },
      { type: 'divider', block_id: 'd' },
    ] as KnownBlock[];
    expect(valuesOf(blocks, {}, null)).toEqual({
      s: { t: { type: 'timepicker', selected_time: null } },
      a: { r: { type: 'radio_buttons', selected_option: null } },
    });
  });

  it('takes the conversation on screen where the element asks for it', () => {
    const blocks = [input('where', { type: 'conversations_select', default_to_current_conversation: true })];
    expect(valuesOf(blocks, {}, 'C1')).toEqual({
      where: { v: { type: 'conversations_select', selected_conversation: 'C1' } },
    });
  });
});
