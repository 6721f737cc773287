import { describe, expect, it, test } from 'vitest';
import { dateReader, dayDivider, slackDate } from '../../../../src/workspace/page/text/slack-date.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
const NOW = Date.parse('2026-03-10T12:00:00Z');
const reader = dateReader(NOW, 'Europe/London');

describe('a date in a message', () => {
  test.each([
    ['{date_num}', '2026-02-18'],
    ['{date_slash}', '02/18/2026'],
    ['{date}', 'February 18th'],
    ['{date_short}', 'Feb 18, 2026'],
    ['{date_long}', 'Wednesday, February 18th, 2026'],
    ['{date_long_full}', 'February 18, 2026'],
    ['{date_pretty}', 'February 18th'],
    ['{time}', '2:39 PM'],
    ['{time_secs}', '2:39:42 PM'],
    ['{ago}', '19 days ago'],
    ['{day_divider_pretty}', 'Wednesday, February 18th'],
    ['Posted {date_num} {time}', 'Posted 2026-02-18 2:39 PM'],
    ['{nonsense}', '{nonsense}'],
  ])('reads %s as %s', (format, expected) => {
    expect(slackDate(at('2026-02-18T14:39:42Z'), format, reader)).toBe(expected);
  });

  test.each([
    ['2026-03-09T09:00:00Z', 'Yesterday'],
    ['2026-03-10T23:30:00Z', 'Today'],
    ['2026-03-11T00:00:00Z', 'Tomorrow'],
    ['2026-03-12T00:00:00Z', 'Mar 12, 2026'],
  ])('calls %s %s', (iso, expected) => {
    expect(slackDate(at(iso), '{date_short_pretty}', reader)).toBe(expected);
  });

  it('begins with a capital only where it begins the text', () => {
    expect(slackDate(at('2026-03-10T09:00:00Z'), 'seen {date_pretty}', reader)).toBe('seen today');
  });

  it('is told in the reader’s own zone', () => {
    const tokyo = dateReader(NOW, 'Asia/Tokyo');
    expect(slackDate(at('2026-03-10T16:00:00Z'), '{date_pretty} {time}', tokyo)).toBe('Tomorrow 1:00 AM');
  });

  it('names the year when it is far away', () => {
    expect(slackDate(at('2024-02-02T12:00:00Z'), '{date}', reader)).toBe('February 2nd, 2024');
    expect(dayDivider(Date.parse('2024-02-02T12:00:00Z'), reader)).toBe('Friday, February 2nd, 2024');
  });

  it('counts the distance in the largest unit that fits', () => {
    const agoOf = (iso: string) => slackDate(at(iso), '{ago}', reader);
    expect(agoOf('2026-03-10T11:57:00Z')).toBe('3 minutes ago');
    expect(agoOf('2026-03-10T08:00:00Z')).toBe('4 hours ago');
    expect(agoOf('2026-03-12T12:00:00Z')).toBe('In 2 days');
  });

  it('is null for a number that is no instant', () => {
    expect(slackDate(Number.NaN, '{date}', reader)).toBeNull();
    expect(slackDate(9e15, '{date}', reader)).toBeNull();
  });
});
