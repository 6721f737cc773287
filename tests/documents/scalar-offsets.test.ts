import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Document, isScalar, parseDocument, type Scalar, stringify } from 'yaml';
import { offsetInSource } from '../../src/documents/scalar-offsets.ts';

function scalarOf(text: string): Scalar {
  const node = (parseDocument(text) as Document).get('x', true);
  if (!isScalar(node)) throw new Error(`no scalar in ${text}`);
  return node;
}

/** The text of the file from where the offset of `needle` in the value leads. */
function from(text: string, needle: string): string {
  const scalar = scalarOf(text);
  const offset = String(scalar.value).indexOf(needle);
  expect(offset).toBeGreaterThanOrEqual(0);
  return text.slice(offsetInSource(scalar, text, offset));
}

describe('an offset of a value leads to its place in the file', () => {
  test.each([
    ['plain', 'x: a.b == typo.c\n'],
    ['plain over two lines', 'x: a.b ==\n   typo.c\n'],
    ['single quotes', "x: 'it''s == typo.c'\n"],
    ['double quotes with escapes', 'x: "a\\t\\"b\\" \\u00e4\\U0001F600 \\x20== typo.c"\n'],
    ['double quotes over two lines', 'x: "a \\\n   == typo.c"\n'],
    ['a literal block', 'x: |\n    a.b\n\n      == typo.c\n'],
    ['a literal block with a header comment', 'x: |- # why\n  a.b\n  == typo.c\n'],
    ['a folded block', 'x: >-\n  a.b\n  ==\n\n  typo.c\n'],
    ['Windows line ends', 'x: |\r\n  a.b\r\n  == typo.c\r\n'],
    ['an emoji before it', 'x: a 😀 typo.c\n'],
  ])('%s', (_style, text) => {
    expect(from(text, 'typo.c')).toMatch(/^typo\.c/);
  });

  test('an offset behind the end leads to the end', () => {
    expect('x: abc\ny: 1\n'.slice(offsetInSource(scalarOf('x: abc\ny: 1\n'), 'x: abc\ny: 1\n', 99))).toBe(
      '\ny: 1\n',
    );
  });

  test('every visible character leads to itself, however the value is written', () => {
    const character = fc.constantFrom(
      'a',
      'B',
      '7',
      ' ',
      '  ',
      '\n',
      '"',
      "'",
      '\\',
      '#',
      ':',
      'ä',
      '😀',
      '&',
      '|',
    );
    const style = fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED');
    fc.assert(
      fc.property(
        fc.array(character, { minLength: 1, maxLength: 60 }),
        style,
        fc.boolean(),
        (parts, type, narrow) => {
          const text = stringify(
            { x: parts.join('') },
            { defaultStringType: type as 'PLAIN', lineWidth: narrow ? 22 : 80 },
          );
          const scalar = scalarOf(text);
          // The library does not always keep white space at the ends of blocks; what it reads is what counts.
          const value = String(scalar.value);
          for (let index = 0; index < value.length; index += 1) {
            const wanted = value[index] ?? '';
            if (/\s/.test(wanted) || /[\udc00-\udfff]/.test(wanted)) continue;
            const at = offsetInSource(scalar, text, index);
            expect([wanted, `\\${wanted}`.slice(0, 2)]).toContain(
              text[at] === '\\' && wanted !== '\\' ? text.slice(at, at + 2) : text[at],
            );
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
