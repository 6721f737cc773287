import { describe, expect, test } from 'vitest';
import { readBeginning } from '../../../src/slack/views/initiative-beginning.ts';
import { emptyInitiative, initiativeAbout } from '../../../src/slack/views/initiative-form.ts';
import { mapCsv } from '../../../src/slack/views/map-csv.ts';
import { mapAltText, readinessMapMessage } from '../../../src/slack/views/readiness-map.ts';
import { poisoned, survivesHostileText } from '../../support/hostile.ts';
import { literalMap } from '../../support/literal-map.ts';
import { sketch } from '../../support/sketch.ts';

const grouped = { ...literalMap({ services: 500, rules: 12 }), filter: 'tier:tier-1 category:cost' };

/** What the buttons of that action say that they are about. */
function values(map: Parameters<typeof readinessMapMessage>[0], action: string): string[] {
  const found = JSON.stringify(readinessMapMessage(map).blocks).matchAll(
    new RegExp(`"action_id":"${action}[^"]*"[^}]*}[^}]*?"value":"([^"]*)"`, 'g'),
  );
  return Array.from(found, ([, value]) => value ?? '');
}

describe('beside the picture', () => {
  test('stand the weakest rules and groups, how many services are meant, and that they are grouped', () => {
    const drawn = sketch(readinessMapMessage(grouped));
    expect(drawn).toContain('500 services of tier:tier-1 category:cost by team');
    expect(drawn).toContain('grouped, since 500 rows would not be readable');
    for (const { title } of grouped.weakest) expect(drawn).toContain(title);
    for (const { name, ok } of grouped.rows.slice(0, 3))
      expect(drawn).toContain(`*${name}* (19 services) · ${ok} % ok`);
  });

  test('an initiative begins with the rule and the services that it is about', () => {
    const begun = values(grouped, 'initiative-new').map(readBeginning);
    const rules = grouped.weakest.map(({ rule }) => rule);
    const about = (one: string[], filter: string) => ({
      scorecard: 'production-readiness',
      rules: one,
      filter,
    });
    expect(begun.slice(0, 3)).toEqual(rules.map((rule) => about([rule], 'tier:tier-1')));
    expect(begun[3]?.filter).toBe(`tier:tier-1 team:${grouped.rows[0]?.id}`);
    expect(begun[3]?.rules).toHaveLength(3);
  });

  test('a single service, or services of no group, are nothing that an initiative could name', () => {
    expect(values(literalMap({ services: 10 }), 'initiative-new')).toHaveLength(3);
    const [first, ...rows] = grouped.rows;
    const orphan = first === undefined ? [] : [{ ...first, id: null }];
    expect(values({ ...grouped, rows: [...orphan, ...rows] }, 'initiative-new')).toHaveLength(5);
  });

  test('nothing to draw says why, and what to do', () => {
    const empty = { ...grouped, rows: [], services: 0, weakest: [] };
    expect(sketch(readinessMapMessage({ ...empty, without: 0 }))).toContain(
      'There is no service of tier:tier-1',
    );
    expect(sketch(readinessMapMessage({ ...empty, without: 2 }))).toContain('applies to none of 2 services');
  });

  survivesHostileText((text) =>
    readinessMapMessage(poisoned(grouped, text, ['by', 'timezone', 'rule', 'level'])),
  );
});

test('the alternative text says what the picture shows: how many, how well, and where it is weakest', () => {
  const text = mapAltText(grouped);
  expect(text).toMatch(
    /^Heat map. 500 services of tier:tier-1 category:cost by team on Production readiness, 12 rules: \d+ % of what is known is ok. Weakest rules: .+ \(\d+ of \d+ ok, \d+ unknown\).+ Weakest teams: .+ \(\d+ %\)/,
  );
  expect(text.length).toBeLessThanOrEqual(1_000);
});

test('the numbers have a line for each row and rule, also of the rows that are not drawn', () => {
  const map = literalMap({ services: 900, by: 'team', teams: 90, rules: 4 });
  const lines = mapCsv(map).trimEnd().split('\r\n');
  expect(lines[0]).toBe(
    '\uFEFFteam,name,services,rule,title,level,ok,not yet,unknown,by exception,does not apply',
  );
  expect(lines).toHaveLength(1 + map.rows.length * 4);
  const sums = lines.slice(1).map((line) => line.split(',').slice(-5).map(Number));
  expect(sums.flat().reduce((sum, count) => sum + count, 0)).toBe(900 * 4);
});

test('a name that a spreadsheet would compute is text', () => {
  const map = literalMap({ services: 1, rules: 1 });
  const rows = map.rows.map((row) => ({ ...row, name: '=HYPERLINK("x")' }));
  expect(mapCsv({ ...map, rows })).toContain(`"'=HYPERLINK(""x"")"`);
});

test('a new initiative is filled in with the rules that there still are', () => {
  const card = { id: 'readiness', name: 'Readiness', levels: ['bronze'], rules: [{ id: 'a', name: 'A' }] };
  const choices = { scorecards: [card], timezone: 'UTC', usualDate: '2026-05-01' };
  const empty = emptyInitiative(choices, 'UANA');
  const about = { scorecard: 'readiness', rules: ['a', 'gone'], filter: 'team:pay' };
  expect(initiativeAbout(about, choices, empty)).toEqual({
    ...empty,
    title: 'A',
    rules: ['a'],
    filter: 'team:pay',
  });
  expect(initiativeAbout({ ...about, scorecard: 'gone' }, choices, empty).rules).toEqual([]);
});
