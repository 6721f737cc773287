import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseMrkdwn, parsePlain } from '../../../../src/workspace/page/text/mrkdwn.ts';
import type { Flow, Inline } from '../../../../src/workspace/page/text/text-node.ts';

/** Writes nodes as short tags, so that a table of cases stays readable. */
function outline(flows: Flow[]): string {
  return flows.map(outlineFlow).join('¶');
}

function outlineFlow(flow: Flow): string {
  switch (flow.kind) {
    case 'paragraph':
      return line(flow.children);
    case 'quote':
      return `[quote ${outline(flow.children)}]`;
    case 'code-block':
      return `[pre ${line(flow.children)}]`;
    default:
      return `[${flow.kind}]`;
  }
}

function line(nodes: Inline[]): string {
  return nodes.map(outlineNode).join('');
}

function outlineNode(node: Inline): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return '⏎';
    case 'styled':
      return `[${node.style} ${line(node.children)}]`;
    case 'code':
      return `[code ${line(node.children)}]`;
    case 'link':
      return `[link ${node.url} ${line(node.children)}]`;
    case 'emoji':
      return `[emoji ${node.unicode}]`;
    case 'user':
    case 'channel':
    case 'group':
      return `[${node.kind} ${node.id}${node.label ? ` ${node.label}` : ''}]`;
    case 'broadcast':
      return `[broadcast ${node.range}]`;
    case 'date':
      return `[date ${node.timestamp} ${node.format}${node.url ? ` ${node.url}` : ''} ${node.fallback}]`;
    case 'colour':
      return `[colour ${node.value}]`;
  }
}

/** All text that a reader would see, in order. */
function visible(flows: Flow[]): string {
  const texts: string[] = [];
  JSON.stringify(flows, (key, value: unknown) => {
    if (key === 'text' && typeof value === 'string') texts.push(value);
    return value;
  });
  return texts.join('');
}

describe('mrkdwn', () => {
  test.each([
    ['*bold* _italic_ ~gone~', '[bold bold] [italic italic] [strike gone]'],
    ['*bold _and italic_*', '[bold bold [italic and italic]]'],
    ['(*bold*), "_it_"', '([bold bold]), "[italic it]"'],
    ['snake_case_name and 2*3*4', 'snake_case_name and 2*3*4'],
    ['* not bold * and ** neither', '* not bold * and ** neither'],
    ['2 *3 and *bold*', '2 *3 and [bold bold]'],
    ['*bold _open* tail_', '[bold bold _open] tail_'],
    ['*one\ntwo*', '*one⏎two*'],
    ['`code *not bold* &amp; more`', '[code code *not bold* & more]'],
    ['one ` alone', 'one ` alone'],
    ['before\n```\nline 1\n  *line* 2\n```\nafter', 'before¶[pre line 1⏎  *line* 2]¶after'],
    ['``` never closed', '``` never closed'],
    ['&gt; quoted\n> again\nplain', '[quote quoted⏎again]¶plain'],
    ['>>> all\nof\n> this', '[quote all⏎of⏎> this]'],
    ['a > b', 'a > b'],
    ['a &lt;b&gt; &amp;amp;', 'a <b> &amp;'],
    ['one\n\ntwo', 'one⏎⏎two'],
  ])('reads %j', (source, expected) => {
    expect(outline(parseMrkdwn(source))).toBe(expected);
  });

  test.each([
    ['<https://a.test/x?y=1&amp;z=2|the *page*>', '[link https://a.test/x?y=1&z=2 the *page*]'],
    ['<https://a.test>', '[link https://a.test/ https://a.test]'],
    ['<mailto:ana@a.test|Ana>', '[link mailto:ana@a.test Ana]'],
    ['*<https://a.test|x>*', '[bold [link https://a.test/ x]]'],
    [
      'see https://a.test/b, or (https://c.test).',
      'see [link https://a.test/b https://a.test/b], or ([link https://c.test/ https://c.test]).',
    ],
    [
      '<@U1AB> <@U2|bo> <#C1|general> <!subteam^S1|@sre> <!here>',
      '[user U1AB] [user U2 bo] [channel C1 general] [group S1 @sre] [broadcast here]',
    ],
    ['<!date^1392734382^{date} at {time}|18 Feb>', '[date 1392734382 {date} at {time} 18 Feb]'],
    ['<!date^1^{time}^https://a.test|x>', '[date 1 {time} https://a.test/ x]'],
    ['<!date^soon^{time}|later>', 'later'],
    ['<nothing known> <!subteam^>', '<nothing known> <!subteam^>'],
  ])('links and mentions in %j', (source, expected) => {
    expect(outline(parseMrkdwn(source))).toBe(expected);
  });

  test.each([
    [':tada: :+1: :+1::skin-tone-4:', '[emoji 🎉] [emoji 👍] [emoji 👍🏽]'],
    ['at 10:30:tada: sharp', 'at 10:30[emoji 🎉] sharp'],
    [':no_such_emoji: and 10:30:45', ':no_such_emoji: and 10:30:45'],
  ])('emoji names in %j', (source, expected) => {
    expect(outline(parseMrkdwn(source))).toBe(expected);
  });

  it('leaves bare URLs alone when it is told to be verbatim', () => {
    expect(outline(parseMrkdwn('https://a.test', { verbatim: true }))).toBe('https://a.test');
  });

  test.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
  ])('never makes a link of %j', (url) => {
    const nodes = JSON.stringify([parseMrkdwn(`<${url}|click>`), parseMrkdwn(`<!date^1^{time}^${url}|x>`)]);
    expect(nodes).not.toContain('"url":"');
  });

  it('keeps hostile text as text', () => {
    const hostile = '<script>alert(1)</script> <img src=x onerror=alert(1)> "><svg onload=x>';
    expect(visible(parseMrkdwn(hostile))).toBe(hostile);
  });

  it('loses no character of a text without entities, whatever stands in it', () => {
    const plain = fc.string({ unit: fc.constantFrom(...'ab *_~`<>|:@!#^\n()é🎉'), maxLength: 200 });
    fc.assert(
      fc.property(plain, (source) => {
        const marks = /[*_~`<>|\n ]/g;
        const seen = visible(parseMrkdwn(source)).replace(marks, '');
        // Mentions and dates are shown by name, so only sources without them are compared.
        if (!/<[@#!]/.test(source)) expect(seen).toBe(source.replace(marks, ''));
      }),
    );
  });

  test.each([
    ['marks', '*_~'.repeat(20_000)],
    ['openers', '*a '.repeat(20_000)],
    ['backticks', '`'.repeat(60_000)],
    ['angles', '<'.repeat(60_000)],
    ['colons', ':a'.repeat(30_000)],
    ['fences', '```a'.repeat(15_000)],
    ['a URL of dots', `https://a.test/${'.'.repeat(60_000)}x`],
    ['quotes', '>\n'.repeat(30_000)],
  ])('reads 60,000 characters of %s at once', (_, source) => {
    const start = performance.now();
    parseMrkdwn(source);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('plain text', () => {
  it('knows emoji names and line breaks only', () => {
    expect(line(parsePlain('*a* :tada:\n<@U1> &amp;'))).toBe('*a* [emoji 🎉]⏎<@U1> &amp;');
  });

  it('leaves emoji names alone when emoji are off', () => {
    expect(line(parsePlain(':tada:', false))).toBe(':tada:');
  });
});
