import { describe, expect, it, test } from 'vitest';
import { parseMarkdown } from '../../../../src/workspace/page/text/markdown.ts';

const text = (value: string) => ({ kind: 'text', text: value });
const paragraph = (...children: unknown[]) => ({ kind: 'paragraph', children });

describe('a markdown block', () => {
  test.each([
    [
      '**bold** and *italic*',
      [
        { kind: 'styled', style: 'bold', children: [text('bold')] },
        text(' and '),
        { kind: 'styled', style: 'italic', children: [text('italic')] },
      ],
    ],
    [
      '~~gone~~ `co*de*`',
      [
        { kind: 'styled', style: 'strike', children: [text('gone')] },
        text(' '),
        { kind: 'code', children: [text('co*de*')] },
      ],
    ],
    ['[page](https://a.test)', [{ kind: 'link', url: 'https://a.test/', children: [text('page')] }]],
    ['[page](javascript:x)', [text('[page](javascript:x)')]],
    ['\\*not italic\\*', [text('*not italic*')]],
    ['snake_case_name', [text('snake_case_name')]],
  ])('reads %j', (source, children) => {
    expect(parseMarkdown(source)).toEqual([paragraph(...children)]);
  });

  it('knows headings, rules, quotes and fences', () => {
    expect(parseMarkdown('## Two\n\n---\n> said\n> so\n```js\nx < 1\n```')).toEqual([
      { kind: 'heading', level: 2, children: [text('Two')] },
      { kind: 'rule' },
      { kind: 'quote', children: [paragraph(text('said'), { kind: 'break' }, text('so'))] },
      { kind: 'code-block', children: [text('x < 1')] },
    ]);
  });

  it('knows lists, nested by indentation', () => {
    expect(parseMarkdown('- one\n  - deeper\n3. three\n4. four')).toEqual([
      { kind: 'list', ordered: false, start: 1, indent: 0, items: [[text('one')]] },
      { kind: 'list', ordered: false, start: 1, indent: 1, items: [[text('deeper')]] },
      { kind: 'list', ordered: true, start: 3, indent: 0, items: [[text('three')], [text('four')]] },
    ]);
  });

  it('knows tables', () => {
    expect(parseMarkdown('| a | b |\n|---|:-:|\n| 1 | 2 |')).toEqual([
      { kind: 'table', head: [[text('a')], [text('b')]], rows: [[[text('1')], [text('2')]]] },
    ]);
  });

  it('ends an open fence with the text', () => {
    expect(parseMarkdown('```\nopen')).toEqual([{ kind: 'code-block', children: [text('open')] }]);
  });
});
