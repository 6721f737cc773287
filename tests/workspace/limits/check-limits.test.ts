import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  messageProblems,
  optionsProblems,
  viewProblems,
} from '../../../src/workspace/limits/check-limits.ts';
import { actions, home, input, long, modal, option, options, plain, section } from '../support/blocks.ts';

const said = (problems: { message: string }[]) => problems.map((problem) => problem.message);

describe('a message', () => {
  test('needs text or blocks', () => {
    expect(messageProblems({})).toMatchObject([{ error: 'no_text' }]);
    expect(messageProblems({ text: '', blocks: [] })).toMatchObject([{ error: 'no_text' }]);
    expect(messageProblems({ blocks: [section()] })).toEqual([]);
  });

  test('has at most 40,000 characters of text', () => {
    expect(messageProblems({ text: long(40_000) })).toEqual([]);
    expect(messageProblems({ text: long(40_001) })).toMatchObject([{ error: 'msg_too_long' }]);
  });

  test('is refused when its blocks are about 13,200 characters together', () => {
    const blocks = (last: number) => [
      ...Array.from({ length: 4 }, () => section(long(2900))),
      section(long(last)),
    ];
    expect(messageProblems({ text: 'a', blocks: blocks(1000) })).toEqual([]);
    expect(messageProblems({ text: 'a', blocks: blocks(1600) })).toMatchObject([
      { error: 'msg_blocks_too_long' },
    ]);
  });
});

describe('a modal', () => {
  const refused: [title: string, view: object, problem: string][] = [
    [
      'a title of 25 characters',
      { ...modal(), title: plain(long(25)) },
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    ['no title', { ...modal(), title: undefined }, 'missing required field: title [json-pointer:/view]'],
    [
      'a submit of 25 characters',
      { ...modal(), submit: plain(long(25)) },
      'must be less than 25 characters [json-pointer:/view/submit/text]',
    ],
    [
      'a close of 25 characters',
      { ...modal(), close: plain(long(25)) },
      'must be less than 25 characters [json-pointer:/view/close/text]',
    ],
    [
      'inputs without submit',
      { ...modal(input({ type: 'plain_text_input' })), submit: undefined },
      'must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]',
    ],
    [
      'private_metadata of 3,001 characters',
      { ...modal(), private_metadata: long(3001) },
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [
      'a callback_id of 256 characters',
      { ...modal(), callback_id: long(256) },
      'must be less than 256 characters [json-pointer:/view/callback_id]',
    ],
    [
      'a key that is not its own',
      { ...modal(), hash: 'x' },
      'invalid additional property: hash [json-pointer:/view]',
    ],
    [
      'a table',
      modal({ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }),
      'unsupported type: table [json-pointer:/view/blocks/0/type]',
    ],
    [
      'markdown',
      modal({ type: 'markdown', text: 'a' }),
      'unsupported type: markdown [json-pointer:/view/blocks/0/type]',
    ],
    [
      'a label of 2,001 characters',
      modal(input({ type: 'plain_text_input' }, { label: plain(long(2001)) })),
      'must be less than 2001 characters [json-pointer:/view/blocks/0/label/text]',
    ],
    [
      'an input without element',
      modal({ type: 'input', label: plain('a') }),
      'missing required field: element [json-pointer:/view/blocks/0]',
    ],
    [
      'a max_length of 3,001',
      modal(input({ type: 'plain_text_input', max_length: 3001 })),
      'must be at most 3000 [json-pointer:/view/blocks/0/element/max_length]',
    ],
    [
      'a number input that does not say whether decimals go',
      modal(input({ type: 'number_input' })),
      'missing required field: is_decimal_allowed [json-pointer:/view/blocks/0/element]',
    ],
    [
      'two elements in focus',
      modal(
        input({ type: 'plain_text_input', focus_on_load: true }),
        input({ type: 'datepicker', focus_on_load: true }),
      ),
      'only one element can `focus_on_load` [json-pointer:/view/blocks/1/element/focus_on_load]',
    ],
    [
      '101 blocks',
      modal(...Array.from({ length: 101 }, () => ({ type: 'divider' }))),
      'no more than 100 items allowed [json-pointer:/view/blocks]',
    ],
  ];
  test.each(refused)('is refused with %s', (_title, view, problem) => {
    expect(said(viewProblems(view))).toEqual([problem]);
  });

  test('takes every kind of input', () => {
    const elements = [
      { type: 'plain_text_input' },
      { type: 'email_text_input' },
      { type: 'url_text_input' },
      { type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '9' },
      { type: 'rich_text_input' },
      { type: 'file_input', filetypes: ['png'], max_files: 1 },
      { type: 'static_select', option_groups: [{ label: plain('Group'), options: options(2) }] },
      { type: 'external_select', min_query_length: 0 },
      { type: 'users_select' },
      {
        type: 'conversations_select',
        filter: { include: ['public'] },
        default_to_current_conversation: true,
      },
      { type: 'channels_select' },
      { type: 'multi_static_select', options: options(2), max_selected_items: 2 },
      { type: 'multi_external_select' },
      { type: 'multi_users_select' },
      { type: 'multi_conversations_select' },
      { type: 'multi_channels_select' },
      { type: 'datepicker' },
      { type: 'timepicker' },
      { type: 'datetimepicker' },
      { type: 'checkboxes', options: options(10) },
      { type: 'radio_buttons', options: options(10), initial_option: option('o3') },
    ];
    expect(viewProblems(modal(...elements.map((element) => input(element))))).toEqual([]);
  });

  test('is at most 250 KB', () => {
    const blocks = Array.from({ length: 90 }, () => section(long(3000)));
    expect(viewProblems(modal(...blocks))).toMatchObject([{ error: 'view_too_large' }]);
  });

  test('is refused as invalid_arguments', () => {
    expect(viewProblems({ type: 'modal' })).toContainEqual({
      error: 'invalid_arguments',
      message: 'missing required field: title [json-pointer:/view]',
    });
  });
});

describe('Home', () => {
  test('takes sections, buttons and up to 100 blocks', () => {
    expect(viewProblems(home(...Array.from({ length: 100 }, () => section())))).toEqual([]);
  });

  test.each([
    'alert',
    'container',
    'context_actions',
    'data_table',
    'markdown',
    'plan',
    'table',
    'task_card',
    'file',
  ])('refuses a %s block', (type) => {
    expect(said(viewProblems(home({ type })))).toContain(
      `unsupported type: ${type} [json-pointer:/view/blocks/0/type]`,
    );
  });

  test('has no title', () => {
    expect(said(viewProblems({ ...home(), title: plain('a') }))).toEqual([
      'invalid additional property: title [json-pointer:/view]',
    ]);
  });

  test('refuses a date and time picker', () => {
    expect(said(viewProblems(home(actions({ type: 'datetimepicker' }))))).toEqual([
      'unsupported type: datetimepicker [json-pointer:/view/blocks/0/elements/0/type]',
    ]);
  });
});

describe('suggested options', () => {
  test('are at most 100, in options or groups', () => {
    expect(optionsProblems({ options: options(100) })).toEqual([]);
    expect(optionsProblems({ option_groups: [{ label: plain('a'), options: options(1) }] })).toEqual([]);
    expect(said(optionsProblems({ options: options(101) }))).toEqual([
      'no more than 100 items allowed [json-pointer:/options]',
    ]);
  });

  test('may be none', () => {
    expect(optionsProblems({ options: [] })).toEqual([]);
  });
});

test('nothing that comes as JSON makes the check fail', () => {
  const types = [
    'section',
    'actions',
    'input',
    'rich_text',
    'table',
    'image',
    'modal',
    'home',
    'static_select',
    'plain_text_input',
    'number_input',
  ];
  const keys = [
    'type',
    'text',
    'elements',
    'blocks',
    'options',
    'option_groups',
    'initial_option',
    'accessory',
    'element',
    'rows',
    'slack_file',
    'min_length',
    'max_value',
    'toString',
  ];
  const { node: loose } = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(...types),
      fc.jsonValue({ maxDepth: 1 }),
      tie('object'),
      fc.array(tie('node')),
    ),
    object: fc.dictionary(fc.constantFrom(...keys), tie('node')),
  }));
  fc.assert(
    fc.property(loose, loose, (text, blocks) => {
      messageProblems({ text, blocks });
      viewProblems(blocks);
      viewProblems({ type: 'modal', blocks });
      optionsProblems(blocks);
    }),
  );
});
