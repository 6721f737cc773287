import type { RichTextBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { richTextFlow } from '../../../../src/workspace/page/text/rich-text.ts';

const block = (elements: RichTextBlock['elements']): RichTextBlock => ({ type: 'rich_text', elements });

describe('rich text', () => {
  it('nests an element’s styles around its text', () => {
    const flows = richTextFlow(
      block([
        {
          type: 'rich_text_section',
          elements: [{ type: 'text', text: 'x', style: { bold: true, italic: true, code: true } }],
        },
      ]),
    );
    const code = { kind: 'code', children: [{ kind: 'text', text: 'x' }] };
    const bold = { kind: 'styled', style: 'bold', children: [code] };
    expect(flows).toEqual([
      { kind: 'paragraph', children: [{ kind: 'styled', style: 'italic', children: [bold] }] },
    ]);
  });

  it('keeps mentions, dates, emoji and line breaks apart from text', () => {
    const flows = richTextFlow(
      block([
        {
          type: 'rich_text_section',
          elements: [
            { type: 'user', user_id: 'U1' },
            { type: 'channel', channel_id: 'C1' },
            { type: 'usergroup', usergroup_id: 'S1' },
            { type: 'broadcast', range: 'here' },
            { type: 'emoji', name: 'unheard_of', unicode: '1f1ec-1f1e7' },
            { type: 'emoji', name: 'custom' },
            { type: 'date', timestamp: 1, format: '{date}' },
            { type: 'color', value: '#f00' },
            { type: 'text', text: 'a\nb' },
          ],
        },
      ]),
    );
    expect(flows).toEqual([
      {
        kind: 'paragraph',
        children: [
          { kind: 'user', id: 'U1', label: null },
          { kind: 'channel', id: 'C1', label: null },
          { kind: 'group', id: 'S1', label: null },
          { kind: 'broadcast', range: 'here' },
          { kind: 'emoji', name: 'unheard_of', unicode: '🇬🇧' },
          { kind: 'text', text: ':custom:' },
          { kind: 'date', timestamp: 1, format: '{date}', url: null, fallback: null },
          { kind: 'colour', value: '#f00' },
          { kind: 'text', text: 'a' },
          { kind: 'break' },
          { kind: 'text', text: 'b' },
        ],
      },
    ]);
  });

  it('keeps lists with their style, indentation and first number', () => {
    const item = { type: 'rich_text_section' as const, elements: [{ type: 'text' as const, text: 'a' }] };
    const list = {
      type: 'rich_text_list' as const,
      style: 'ordered' as const,
      indent: 1,
      offset: 3,
      elements: [item],
    };
    expect(richTextFlow(block([list]))).toEqual([
      { kind: 'list', ordered: true, start: 4, indent: 1, items: [[{ kind: 'text', text: 'a' }]] },
    ]);
  });

  it('shows an unsafe link as its text', () => {
    const link = { type: 'link' as const, url: 'javascript:alert(1)', text: 'click' };
    expect(richTextFlow(block([{ type: 'rich_text_section', elements: [link] }]))).toEqual([
      { kind: 'paragraph', children: [{ kind: 'text', text: 'click' }] },
    ]);
  });
});
