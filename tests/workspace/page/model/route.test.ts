import { expect, test } from 'vitest';
import { formatRoute, parseRoute, type Route } from '../../../../src/workspace/page/model/route.ts';

const routes: [string, Route][] = [
  ['#/U1/C1', { me: 'U1', show: 'conversation', channel: 'C1', threadTs: null }],
  [
    '#/U1/C1/1700000000.000100',
    { me: 'U1', show: 'conversation', channel: 'C1', threadTs: '1700000000.000100' },
  ],
  ['#/U1/home', { me: 'U1', show: 'home' }],
  ['#/U1', { me: 'U1', show: 'conversation', channel: null, threadTs: null }],
];

test.each(routes)('%s is an address that can be read and written', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route);
  expect(formatRoute(route)).toBe(hash);
});

test.each(['', '#', '#/'])('%j names nobody and no place', (hash) => {
  expect(parseRoute(hash)).toEqual({ me: null, show: 'conversation', channel: null, threadTs: null });
});
