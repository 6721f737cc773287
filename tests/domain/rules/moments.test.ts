import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND, WEEK } from '../../../src/domain/instant.ts';
import { parseMoment, parseSpan } from '../../../src/domain/rules/moments.ts';

describe('a moment', () => {
  test('of any year, zone and precision is what the platform reads', () => {
    const instant = fc.integer({
      min: Date.parse('0001-01-01T00:00:00Z'),
      max: Date.parse('9999-12-31T23:59:59.999Z'),
    });
    const offset = fc.tuple(
      fc.constantFrom('+', '-'),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
    );
    fc.assert(
      fc.property(
        instant,
        offset,
        fc.integer({ min: 0, max: 999_999 }),
        (at, [sign, hours, minutes], finer) => {
          const utc = new Date(at).toISOString();
          const zone = `${sign}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
          const texts = [
            utc,
            utc.slice(0, 10),
            `${utc.slice(0, 19)}Z`,
            `${utc.slice(0, 21)}Z`,
            utc.replace('Z', zone),
            utc.replace('Z', `${String(finer).padStart(6, '0')}Z`),
          ];
          for (const text of texts) expect(parseMoment(text), text).toBe(Date.parse(text));
        },
      ),
    );
  });

  test.each([
    '',
    '2026',
    '2026-03',
    '2026-3-1',
    '2026-02-29',
    '2026-02-30',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-01',
    '2026-03-00',
    '2026-03-01T',
    '2026-03-01 09:30:00Z',
    '2026-03-01T09:30:00',
    '2026-03-01T09:30Z',
    '2026-03-01T24:00:00Z',
    '2026-03-01T09:60:00Z',
    '2026-03-01T09:30:60Z',
    '2026-03-01T09:30:00.Z',
    '2026-03-01T09:30:00.1234567890Z',
    '2026-03-01T09:30:00z',
    '2026-03-01T09:30:00+1:00',
    '2026-03-01T09:30:00+0100',
    '2026-03-01T09:30:00+24:00',
    '2026-03-01T09:30:00Z ',
    '2026-03-01Z',
    'x026-03-01',
    'March 1, 2026',
  ])('is not written %j', (text) => {
    expect(parseMoment(text)).toBeUndefined();
  });

  test('is a leap day where there is one', () => {
    expect(parseMoment('2024-02-29')).toBe(Date.UTC(2024, 1, 29));
    expect(parseMoment('2000-02-29')).toBe(Date.UTC(2000, 1, 29));
  });
});

describe('a length of time', () => {
  test.each<[string, number]>([
    ['90m', 90 * MINUTE],
    ['1h30m', 90 * MINUTE],
    ['7d', 7 * DAY],
    ['2w', 2 * WEEK],
    ['1w2d3h4m5s6ms', WEEK + 2 * DAY + 3 * HOUR + 4 * MINUTE + 5 * SECOND + 6],
    ['-1.5h', -90 * MINUTE],
    ['+0.5s', 500],
    ['.5s', 500],
    ['1us', 0.001],
    ['0s', 0],
  ])('%s', (text, milliseconds) => {
    expect(parseSpan(text)).toBeCloseTo(milliseconds, 9);
  });

  test.each(['', 'h', '7', '7x', '1h ', '1 h', '--1h', '1h-30m', '1e3s', `${'1h'.repeat(60)}`])(
    'is not written %j',
    (text) => {
      expect(parseSpan(text)).toBeUndefined();
    },
  );
});
