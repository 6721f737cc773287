import { describe, expect, it, test } from 'vitest';
import { suggestionsFor } from '../../../../src/workspace/page/model/suggestions.ts';
import { channel, pageState, person } from '../support/page-state.ts';

const page = pageState({
  people: [
    person('UANA', { displayName: 'Ana Diaz', title: 'Lead' }),
    person('UBO', { displayName: 'Bo Lind' }),
  ],
  conversations: [channel('general'), channel('gone', { isArchived: true }), channel('payments-api')],
});
const offered = (text: string, caret = text.length) => suggestionsFor({ text, caret }, page);
const labels = (text: string) => offered(text)?.rows.map(({ label }) => label) ?? [];

describe('a composer', () => {
  test.each([
    ['/', ['/tool']],
    ['/to', ['/tool']],
    ['/other', []],
    ['/tool ', ['/tool', '/tool list', '/tool help']],
    ['/tool l', ['/tool list']],
    ['/tool list ', []],
    ['/tool payments', []],
    ['not /tool ', []],
    ['hi @', ['Ana Diaz', 'Bo Lind', '@sre']],
    ['hi @di', ['Ana Diaz']],
    ['mail ana@acme', []],
    ['see #', ['#general', '#payments-api']],
    ['see #api', ['#payments-api']],
    [':tad', [':tada:']],
    ['at 10:3', []],
  ])('offers for %j: %j', (text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  it('says of each verb what can follow it and what it does', () => {
    expect(offered('/tool li')?.rows).toMatchObject([
      { insert: 'list ', label: '/tool list', args: '[team:x]', detail: 'All of them' },
    ]);
  });

  it('replaces what was typed of the word, and nothing around it', () => {
    expect(offered('hi @an, how', 6)).toMatchObject({ from: 3, to: 6, rows: [{ insert: '@ana ' }] });
    expect(offered('/tool he')).toMatchObject({ from: 6, to: 8, rows: [{ insert: 'help' }] });
  });

  it('lets Enter take a command or a name, but send a command that can stand as it is', () => {
    expect(offered('/to')?.eager).toBe(true);
    expect(offered('hi @a')?.eager).toBe(true);
    expect(offered('/tool ')?.eager).toBe(false);
  });
});
