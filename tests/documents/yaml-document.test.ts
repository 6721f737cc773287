import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readYaml } from '../../src/documents/yaml-document.ts';
import { describeProblem } from '../../src/domain/errors.ts';

function told(text: string): string[] {
  return readYaml('a.yml', text).problems.map(describeProblem);
}

function values(text: string) {
  return readYaml('a.yml', text).documents.map(({ value }) => value);
}

describe('a document', () => {
  test('is its plain value', () => {
    expect(values('a: [1, two, {b: true}]\nc:\n')).toEqual([{ a: [1, 'two', { b: true }], c: null }]);
  });

  test('may be one of several in a file', () => {
    expect(values('a: 1\n---\nb: 2\n---\n# nothing\n')).toEqual([{ a: 1 }, { b: 2 }]);
  });

  test.each(['', '\n\n', '# only a comment\n', '---\n---\n', '\uFEFF'])(
    'is nothing in the file %j',
    (text) => {
      expect(readYaml('a.yml', text)).toMatchObject({ documents: [], problems: [], refused: false });
    },
  );

  test('repeats what an alias names', () => {
    expect(values('a: &x {b: 1}\nc: *x\nd: [*x]\n')).toEqual([{ a: { b: 1 }, c: { b: 1 }, d: [{ b: 1 }] }]);
  });

  test('knows the place of every key and item, of the nearest above one that is not there', () => {
    const [document] = readYaml('a.yml', 'a: 1\nlist:\n  - id: x\n    deep: {er: 2}\n').documents;
    expect(document?.placeOf(['list', 0, 'deep', 'er'])).toEqual({ file: 'a.yml', line: 4, column: 12 });
    expect(document?.placeOf(['list', 0, 'missing'])).toEqual({ file: 'a.yml', line: 3, column: 5 });
    expect(document?.placeOf(['list'])).toEqual({ file: 'a.yml', line: 2, column: 1 });
  });
});

describe('what YAML makes of it is said with its place and a remedy', () => {
  const bites: [what: string, text: string, wanted: string][] = [
    [
      'a tag',
      'x: 1\ne: !git.archived && y # why',
      'a.yml:2:4: "!git.archived" is read as a YAML tag. Write the value in quotes: "!git.archived && y".',
    ],
    [
      'a nested mapping',
      'e: a ? b : c',
      'a.yml:1:4: a colon followed by a space makes this value a mapping. Put the whole value in single quotes, or below the key as a | block.',
    ],
    [
      'text behind quotes',
      'e: "a" == b',
      'a.yml:1:8: the value has already ended before "== b". Put the whole value in single quotes, or below the key as a | block.',
    ],
    [
      'a reserved character',
      'owner: @pay',
      'a.yml:1:8: a value cannot begin with @ unless it is in quotes. Write "@pay".',
    ],
    [
      'an escape',
      'e: "\\d+"',
      'a.yml:1:5: \\d is no escape within double quotes. Use single quotes: in them a backslash is just a backslash.',
    ],
    ['a tab', 'a:\n\tb: 2', 'a.yml:2:1: YAML cannot be indented with tabs. Use spaces.'],
    [
      'an unknown alias',
      'e: *foo',
      'a.yml:1:4: "*foo" is read as an alias, and nothing above is named "&foo". Write the value in quotes.',
    ],
    [
      'a number with a nought before',
      'id: 007',
      'a.yml:1:5: 007 is read as the number 7. Write it in quotes if it is a text: "007".',
    ],
    [
      'a number that loses digits',
      'id: 12345678901234567890',
      'a.yml:1:5: 12345678901234567890 has too many digits for a number. Write it in quotes if it is a text: "12345678901234567890".',
    ],
    [
      'no number',
      'weight: .nan',
      'a.yml:1:9: .nan is no number that can be kept. Write it in quotes if it is a text: ".nan".',
    ],
    ['a key twice', 'a: 1\na: 2', 'a.yml:2:1: the key "a" is here twice. Keep one of them.'],
    [
      'a key without a colon',
      'a: 1\nbee\nc: 2',
      'a.yml:2:1: "bee" is no "key: value". Every key needs a colon and a space.',
    ],
    ['an open quote', 'a: "open', 'a.yml:1:9: a quotation mark is opened and never closed. Close it.'],
    [
      'a template',
      'name: {{ values.name }}',
      'a.yml:1:8: a key must be a text, not a list or a mapping. If this is a template that was left unfilled, fill it; else write the value in quotes.',
    ],
    ['__proto__', 'a: {__proto__: {admin: true}}', 'a.yml:1:5: no key may be called "__proto__"'],
    ['a NUL', 'a: "\\0"', 'a.yml:1:4: the text holds a NUL character'],
    ['half a character', 'a: "\\ud800"', 'a.yml:1:4: the text holds half of a character (a lone surrogate)'],
    [
      'an alias within itself',
      'a: &a [*a]',
      'a.yml:1:8: the alias "*a" stands within what it names. Write the value in quotes.',
    ],
    [
      'a foreign type',
      'a: !!js/function "x"',
      `a.yml:1:4: "!!js/function" is read as a YAML tag. Write the value in quotes: '!!js/function "x"'.`,
    ],
  ];
  test.each(bites)('%s', (_what, text, wanted) => {
    expect(told(text)).toEqual([wanted]);
  });

  test('keys behind a nested mapping are still read, and everything is told at once', () => {
    const text = 'one:\n  e: a ? b : c\n  why: x\ntwo:\n  title: Shop: the card\n  x: !tag\n';
    expect(told(text).map((line) => line.split(': ')[0])).toEqual(['a.yml:2:6', 'a.yml:5:10', 'a.yml:6:6']);
    expect(values(text)).toMatchObject([{ one: { why: 'x' }, two: { x: '' } }]);
  });

  test('behind a severe mistake there are no echoes', () => {
    expect(told('a: [1\nb: 2\nc: !tag\n')).toHaveLength(1);
  });

  test('at most a hundred are listed, and the others counted', () => {
    const problems = told(Array.from({ length: 150 }, (_, index) => `k${index}: 00${index}`).join('\n'));
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)).toMatch(/and \d+ more problems/);
  });
});

describe('what would exhaust us is refused at once', () => {
  const bombs: [what: string, text: () => string, wanted: RegExp][] = [
    ['ten megabytes', () => 'a'.repeat(10_000_000), /has 10\.0 MB, and more than 1 MB is not read/],
    ['20,000 brackets', () => '['.repeat(20_000), /nests deeper than 100 levels/],
    ['20,000 braces', () => '{'.repeat(20_000), /nests deeper than 100 levels/],
    ['20,000 braces with keys', () => '{a: '.repeat(20_000), /nests deeper than 100 levels/],
    ['20,000 dashes', () => '- '.repeat(20_000), /nests deeper than 100 levels/],
    ['20,000 explicit keys', () => '? '.repeat(20_000), /nests deeper than 100 levels/],
    ['200,000 aliases', () => `- &a x\n${'- *a\n'.repeat(150_000)}`, /more than 1000 aliases/],
    ['100,000 tags', () => '- !x y\n'.repeat(100_000), /more than 100 tags/],
    ['an alias bomb', aliasBomb, /unfold into more than 100000 values/],
  ];
  test.each(bombs)('%s', (_what, make, wanted) => {
    const text = make();
    // Our own CPU time, since the whole suite may be running beside this. Alone it takes 1 to 60 ms.
    const before = process.cpuUsage();
    const problems = told(text);
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(400);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(wanted);
  });

  function aliasBomb(): string {
    const letters = [...'abcdefghijk'];
    const lines = letters
      .slice(1)
      .map((letter, index) => `${letter}: &${letter} [${Array(9).fill(`*${letters[index]}`).join(',')}]`);
    return ['a: &a [x,x,x,x,x,x,x,x,x]', ...lines].join('\n');
  }
});

test('no text whatever makes the reader throw, and every problem has a place in the file', () => {
  const piece = fc.constantFrom(
    'a',
    'id',
    ': ',
    ':',
    '\n',
    '\n  ',
    '\n    ',
    '- ',
    '? ',
    '[',
    ']',
    '{',
    '}',
    ', ',
    '"',
    "'",
    '|',
    '>',
    '|-\n',
    '#',
    ' #',
    '&x ',
    '*x',
    '!t ',
    '!!str ',
    '---\n',
    '...\n',
    '%YAML 1.2\n',
    '\t',
    '\\',
    '\r\n',
    '007',
    '.nan',
    'null',
    '<<: ',
    '__proto__: ',
    '\0',
    '\ud800',
    '😀',
    '\u2028',
    '@',
    '`',
    '~',
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );
  fc.assert(
    fc.property(text, (written) => {
      const lines = written.split('\n').length;
      for (const { line, column, message } of readYaml('a.yml', written).problems) {
        expect(message).not.toBe('');
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines + 1);
        expect(column).toBeGreaterThanOrEqual(1);
      }
    }),
    { numRuns: 3_000 },
  );
});
