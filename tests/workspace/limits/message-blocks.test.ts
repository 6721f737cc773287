import { describe, expect, test } from 'vitest';
import { messageProblems } from '../../../src/workspace/limits/check-limits.ts';
import { actions, button, input, long, mrkdwn, option, options, plain, section } from '../support/blocks.ts';

const said = (problems: { message: string }[]) => problems.map((problem) => problem.message);
const ofBlocks = (...blocks: object[]) => said(messageProblems({ text: 'summary', blocks }));

describe('blocks of a message', () => {
  const accepted: [title: string, block: object][] = [
    ['a section of 3,000 characters', section(long(3000))],
    ['a section that expands', { ...section(), expand: true }],
    ['a section of ten fields', { type: 'section', fields: Array.from({ length: 10 }, () => mrkdwn('a')) }],
    ['a header of 150 characters', { type: 'header', text: plain(long(150)) }],
    [
      'a context of ten elements',
      { type: 'context', elements: Array.from({ length: 10 }, () => mrkdwn('a')) },
    ],
    ['25 buttons', actions(...Array.from({ length: 25 }, (_, index) => button({ action_id: `b${index}` })))],
    ['an overflow of five options', actions({ type: 'overflow', options: options(5) })],
    [
      'an overflow entry that is a link',
      actions({ type: 'overflow', options: [{ ...option('a'), url: 'https://a.test' }] }),
    ],
    ['a select of 100 options', actions({ type: 'static_select', options: options(100) })],
    ['a user select', actions({ type: 'users_select', placeholder: plain('Who') })],
    [
      'a multi select with its start',
      {
        ...section(),
        accessory: { type: 'multi_static_select', options: options(3), initial_options: [option('o1')] },
      },
    ],
    [
      'checkboxes with mrkdwn',
      actions({ type: 'checkboxes', options: [{ text: mrkdwn('*a*'), value: 'a' }] }),
    ],
    [
      'pickers',
      actions(
        { type: 'datepicker', initial_date: '2026-03-01' },
        { type: 'timepicker', initial_time: '09:30' },
        { type: 'datetimepicker', initial_date_time: 1_772_000_000 },
      ),
    ],
    [
      'a button with a confirm dialog',
      actions(
        button({
          confirm: { title: plain('Sure?'), text: mrkdwn('Yes'), confirm: plain('Do'), deny: plain('No') },
        }),
      ),
    ],
    ['an image by URL', { type: 'image', image_url: 'https://a.test/a.png', alt_text: 'A' }],
    ['an image by file', { type: 'image', slack_file: { id: 'F1' }, alt_text: 'A' }],
    [
      'rich text',
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'a', style: { bold: true } },
              { type: 'link', url: 'https://a.test', text: 'b' },
              { type: 'emoji', name: 'wave' },
              { type: 'user', user_id: 'U1' },
              { type: 'date', timestamp: 1, format: '{date}' },
            ],
          },
          {
            type: 'rich_text_list',
            style: 'bullet',
            indent: 1,
            elements: [{ type: 'rich_text_section', elements: [] }],
          },
        ],
      },
    ],
    ['a table', { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }],
    ['markdown', { type: 'markdown', text: long(12_000) }],
    ['a divider', { type: 'divider' }],
    ['an input', input({ type: 'plain_text_input', multiline: true, max_length: 3000 })],
  ];
  test.each(accepted)('accept %s', (_title, block) => {
    expect(ofBlocks(block)).toEqual([]);
  });

  const refused: [title: string, block: object, problem: string][] = [
    [
      'a text of 3,001 characters',
      section(long(3001)),
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    ['an empty text', section(''), 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    [
      'a section without text',
      { type: 'section' },
      'must define `text` or `fields` [json-pointer:/blocks/0]',
    ],
    [
      '11 fields',
      { type: 'section', fields: Array.from({ length: 11 }, () => mrkdwn('a')) },
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    [
      'a field of 2,001 characters',
      { type: 'section', fields: [mrkdwn(long(2001))] },
      'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
    ],
    [
      'a header of 151 characters',
      { type: 'header', text: plain(long(151)) },
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'a header in mrkdwn',
      { type: 'header', text: mrkdwn('a') },
      'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
    ],
    [
      '11 context elements',
      { type: 'context', elements: Array.from({ length: 11 }, () => mrkdwn('a')) },
      'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'an empty context',
      { type: 'context', elements: [] },
      'must provide at least 1 items [json-pointer:/blocks/0/elements]',
    ],
    [
      '26 buttons',
      actions(...Array.from({ length: 26 }, () => button())),
      'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'a button text of 76 characters',
      actions(button({ text: plain(long(76)) })),
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    [
      'a button value of 2,001 characters',
      actions(button({ value: long(2001) })),
      'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
    ],
    [
      'a button URL of 3,001 characters',
      actions(button({ url: long(3001) })),
      'must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]',
    ],
    [
      'a button style of its own',
      actions(button({ style: 'loud' })),
      'must be a valid enum value [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      'a disabled button',
      actions(button({ disabled: true })),
      'invalid additional property: disabled [json-pointer:/blocks/0/elements/0]',
    ],
    [
      'an action_id of 256 characters',
      actions(button({ action_id: long(256) })),
      'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
    ],
    [
      'an action_id twice in a block',
      actions(button({ action_id: 'a' }), button({ action_id: 'a' })),
      '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ],
    [
      'a block_id of 256 characters',
      { ...section(), block_id: long(256) },
      'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
    ],
    [
      'six overflow options',
      actions({ type: 'overflow', options: options(6) }),
      'no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      '101 select options',
      actions({ type: 'static_select', options: options(101) }),
      'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'a select without options',
      actions({ type: 'static_select' }),
      'must define exactly one of `options` and `option_groups` [json-pointer:/blocks/0/elements/0]',
    ],
    [
      'an option group that is nothing',
      actions({ type: 'static_select', option_groups: [null] }),
      'must provide an object [json-pointer:/blocks/0/elements/0/option_groups/0]',
    ],
    [
      'a start that is not offered',
      actions({ type: 'static_select', options: options(2), initial_option: option('z') }),
      'initial options must exactly match the options offered [json-pointer:/blocks/0/elements/0]',
    ],
    [
      'an option text of 76 characters',
      actions({ type: 'static_select', options: [{ text: plain(long(76)), value: 'a' }] }),
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]',
    ],
    [
      'an option value of 76 characters',
      actions({ type: 'static_select', options: [{ text: plain('a'), value: long(76) }] }),
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/value]',
    ],
    [
      'an option without value',
      actions({ type: 'radio_buttons', options: [{ text: plain('a') }] }),
      'missing required field: value [json-pointer:/blocks/0/elements/0/options/0]',
    ],
    [
      '11 checkboxes',
      actions({ type: 'checkboxes', options: options(11) }),
      'no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      '11 radio buttons',
      actions({ type: 'radio_buttons', options: options(11) }),
      'no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'a placeholder of 151 characters',
      actions({ type: 'users_select', placeholder: plain(long(151)) }),
      'must be less than 151 characters [json-pointer:/blocks/0/elements/0/placeholder/text]',
    ],
    [
      'a confirm title of 101 characters',
      actions(button({ confirm: { title: plain(long(101)), text: plain('a') } })),
      'must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]',
    ],
    [
      'a confirm text of 301 characters',
      actions(button({ confirm: { text: plain(long(301)) } })),
      'must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]',
    ],
    [
      'a confirm button of 31 characters',
      actions(button({ confirm: { text: plain('a'), deny: plain(long(31)) } })),
      'must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/deny/text]',
    ],
    [
      'an image without its description',
      { type: 'image', image_url: 'https://a.test/a.png' },
      'missing required field: alt_text [json-pointer:/blocks/0]',
    ],
    [
      'an image from nowhere',
      { type: 'image', alt_text: 'a' },
      'must define exactly one of `image_url` and `slack_file` [json-pointer:/blocks/0]',
    ],
    [
      'a file by id and URL',
      { type: 'image', alt_text: 'a', slack_file: { id: 'F1', url: 'https://a.test' } },
      'must define exactly one of `id` and `url` [json-pointer:/blocks/0/slack_file]',
    ],
    [
      'an empty rich text element',
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }],
      },
      'must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]',
    ],
    [
      'a list inside a quote',
      { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [{ type: 'rich_text_list' }] }] },
      'unsupported type: rich_text_list [json-pointer:/blocks/0/elements/0/elements/0/type]',
    ],
    [
      'a date that is none',
      actions({ type: 'datepicker', initial_date: '1 March' }),
      'must be a date, YYYY-MM-DD [json-pointer:/blocks/0/elements/0/initial_date]',
    ],
    [
      'a text input outside an input block',
      actions({ type: 'plain_text_input' }),
      'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'a text as a bare string',
      { type: 'section', text: 'bare' },
      'must provide an object [json-pointer:/blocks/0/text]',
    ],
    ['a block without type', { text: mrkdwn('a') }, 'missing required field: type [json-pointer:/blocks/0]'],
    [
      'an alert',
      { type: 'alert', text: plain('a') },
      'unsupported type: alert [json-pointer:/blocks/0/type]',
    ],
    [
      'an email input',
      input({ type: 'email_text_input' }),
      'unsupported type: email_text_input [json-pointer:/blocks/0/element/type]',
    ],
    [
      'a table of 21 columns',
      { type: 'table', rows: [Array.from({ length: 21 }, () => ({ type: 'raw_text', text: 'a' }))] },
      'no more than 20 items allowed [json-pointer:/blocks/0/rows/0]',
    ],
    [
      'a number in a table',
      { type: 'table', rows: [[{ type: 'raw_number', value: 1, text: '1' }]] },
      'unsupported type: raw_number [json-pointer:/blocks/0/rows/0/0/type]',
    ],
  ];
  test.each(refused)('refuse %s', (_title, block, problem) => {
    expect(ofBlocks(block)).toContain(problem);
  });

  test('are at most 50', () => {
    const blocks = Array.from({ length: 51 }, () => ({ type: 'divider' }));
    expect(ofBlocks(...blocks.slice(1))).toEqual([]);
    expect(ofBlocks(...blocks)).toEqual(['no more than 50 items allowed [json-pointer:/blocks]']);
  });

  test('have unique block_ids', () => {
    const twice = { ...section(), block_id: 'same' };
    expect(ofBlocks(twice, twice)).toEqual([
      '`block_id` "same" already exists [json-pointer:/blocks/1/block_id]',
    ]);
  });

  test('may repeat an action_id in another block', () => {
    expect(ofBlocks(actions(button({ action_id: 'a' })), actions(button({ action_id: 'a' })))).toEqual([]);
  });

  test('hold one table at most, and 10,000 characters of cells', () => {
    const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] };
    expect(ofBlocks(table, table)).toEqual(['only_one_table_allowed [json-pointer:/blocks]']);
    const wide = {
      type: 'table',
      rows: [['a', 'b'].map((letter) => ({ type: 'raw_text', text: letter.repeat(5001) }))],
    };
    expect(ofBlocks(wide)).toEqual(['tables must have less than 10001 characters [json-pointer:/blocks]']);
  });

  test('are reported all at once, wherever they stand', () => {
    const select = {
      type: 'static_select',
      options: [{ text: plain(long(76)), value: 'a' }, ...options(100)],
    };
    expect(
      ofBlocks(section(long(3001)), actions(button({ text: mrkdwn('a') }), select), { type: 'nope' }),
    ).toEqual([
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
      'unsupported type: mrkdwn [json-pointer:/blocks/1/elements/0/text/type]',
      'must be less than 76 characters [json-pointer:/blocks/1/elements/1/options/0/text/text]',
      'no more than 100 items allowed [json-pointer:/blocks/1/elements/1/options]',
      'unsupported type: nope [json-pointer:/blocks/2/type]',
    ]);
  });

  test('are counted even where an item is broken beyond its length', () => {
    const broken = { type: 'static_select', options: [{ text: 'bare' }, ...options(100)], option_groups: [] };
    expect(ofBlocks(actions(broken))).toEqual([
      'missing required field: value [json-pointer:/blocks/0/elements/0/options/0]',
      'must provide an object [json-pointer:/blocks/0/elements/0/options/0/text]',
      'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
      'must provide at least 1 items [json-pointer:/blocks/0/elements/0/option_groups]',
      'must define exactly one of `options` and `option_groups` [json-pointer:/blocks/0/elements/0]',
    ]);
  });

  test('are an array', () => {
    expect(messageProblems({ text: 'a', blocks: 'nope' })).toMatchObject([
      { error: 'invalid_blocks_format' },
    ]);
  });
});
