import { expect, test } from 'vitest';
import { z } from 'zod';
import type { GithubClient, RestAnswer, RestQuestion } from '../../../src/collectors/github/client.ts';
import { createList } from '../../../src/collectors/github/lists.ts';
import { ExternalServiceError } from '../../../src/domain/errors.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/domain/instant.ts';
import { memory, NOW } from '../../support/collecting.ts';

const QUESTION = { owner: 'acme', path: '/orgs/acme/things', query: {}, entry: z.number() };
const ALL = Array.from({ length: 450 }, (_, number) => number);

type Fault = (page: number, count: number) => ExternalServiceError | undefined;

/** A list of 100 a page; `answering` is called before each answer. */
function listOf(
  entries: number[],
  { takes = SECOND, fault = (() => undefined) as Fault, patientFor = 3 * MINUTE } = {},
) {
  const time = { now: NOW };
  const asked: { page: number; status: number }[] = [];
  const state = { fault };
  const rest = async (_owner: string, { query, etag }: RestQuestion): Promise<RestAnswer> => {
    const page = Number(query?.page);
    time.now += takes;
    const broken = state.fault(page, asked.length);
    asked.push({ page, status: broken === undefined ? 200 : 500 });
    if (broken !== undefined) throw broken;
    const data = entries.slice((page - 1) * 100, page * 100);
    const hasNext = entries.length > page * 100;
    const now = JSON.stringify([data, hasNext]);
    if (now !== etag) return { status: 200, data, etag: now, hasNext };
    asked.splice(-1, 1, { page, status: 304 });
    return { status: 304 };
  };
  const client: GithubClient = {
    graphql: () => Promise.reject(new Error('not asked')),
    rest,
    budget: () => ({}),
    groupOf: () => '',
    saysWhatIsForbidden: true,
  };
  const asking = {
    ...{ client, memory: memory(), signal: new AbortController().signal },
    clock: { now: () => time.now },
    wait: async (ms: number) => {
      time.now += ms;
    },
    patientUntil: NOW + patientFor,
  };
  const list = createList(QUESTION);
  const read = async () => {
    asked.length = 0;
    const told = await list(asking);
    return 'entries' in told ? told.entries : told;
  };
  return { read, asked, time, state };
}

function broken(notBefore?: number): ExternalServiceError {
  return new ExternalServiceError(
    'GitHub',
    'GitHub answers 502',
    notBefore === undefined ? {} : { notBefore },
  );
}

const pages = (asked: readonly { page: number }[]) => asked.map(({ page }) => page);

test('a page that fails is asked for again, and no other', async () => {
  const { read, asked } = listOf(ALL, { fault: (_page, count) => (count === 2 ? broken() : undefined) });
  expect(await read()).toEqual(ALL);
  expect(pages(asked)).toEqual([1, 2, 3, 3, 4, 5]);
});

/** Told to wait for so long at page 4, until that is over. */
function silentAtFour(silence: number) {
  const until = NOW + silence;
  return {
    until,
    fault:
      (time: { now: number }): Fault =>
      (page) =>
        page === 4 && time.now < until ? broken(until) : undefined,
  };
}

test('who is told to wait waits, as long as that is within an attempt’s patience', async () => {
  const { until, fault } = silentAtFour(90 * SECOND);
  const { read, asked, time, state } = listOf(ALL);
  state.fault = fault(time);
  expect(await read()).toEqual(ALL);
  expect(pages(asked).slice(0, 6)).toEqual([1, 2, 3, 4, 4, 5]);
  expect(time.now).toBeGreaterThan(until);
});

test.each([
  ['longer than ninety seconds', 95 * SECOND, 3 * MINUTE],
  ['longer than is left of an attempt’s patience', 60 * SECOND, 50 * SECOND],
])('who is told to wait %s goes on at that page afterwards', async (_name, silence, patientFor) => {
  const { until, fault } = silentAtFour(silence);
  const { read, asked, time, state } = listOf(ALL, { patientFor });
  state.fault = fault(time);
  await expect(read()).rejects.toMatchObject({ notBefore: until });
  expect(pages(asked)).toEqual([1, 2, 3, 4]);
  time.now = until - 2 * SECOND;
  state.fault = () => undefined;
  expect(await read()).toEqual(ALL);
  expect(pages(asked).slice(0, 2)).toEqual([4, 5]);
});

test('what was read long before the rest is confirmed before the list counts', async () => {
  const { read, asked, time, state } = listOf(ALL, { fault: (page) => (page === 4 ? broken() : undefined) });
  await expect(read()).rejects.toThrow('502');
  time.now += 180 * SECOND;
  state.fault = () => undefined;
  expect(await read()).toEqual(ALL);
  expect(asked).toEqual([
    { page: 4, status: 200 },
    { page: 5, status: 200 },
    ...[1, 2, 3].map((page) => ({ page, status: 304 })),
  ]);
});

test('an entry that went away between two attempts takes none of the others with it', async () => {
  const entries = [...ALL];
  const { read, time, state } = listOf(entries, { fault: (page) => (page === 4 ? broken() : undefined) });
  await expect(read()).rejects.toThrow('502');
  time.now += 180 * SECOND;
  entries.splice(17, 1);
  state.fault = () => undefined;
  expect(await read()).toEqual(entries);
});

test('a list that became shorter meanwhile ends where it ends now', async () => {
  const entries = [...ALL];
  const { read, time, state } = listOf(entries, { fault: (page) => (page === 5 ? broken() : undefined) });
  await expect(read()).rejects.toThrow('502');
  time.now += 180 * SECOND;
  entries.splice(0, 380);
  state.fault = () => undefined;
  expect(await read()).toEqual(entries);
});

test('a list that never stands still is none', async () => {
  const entries = [...ALL];
  const { read } = listOf(entries, {
    takes: 40 * SECOND,
    fault: (page) => {
      if (page === 1) entries.shift();
      return undefined;
    },
  });
  await expect(read()).rejects.toThrow('changes faster than it can be read');
});

test('an attempt long after the one that broke off asks for all again, and what is as it was costs nothing', async () => {
  const { read, asked, time, state } = listOf(ALL, { fault: (page) => (page === 4 ? broken() : undefined) });
  await expect(read()).rejects.toThrow('502');
  time.now += HOUR;
  state.fault = () => undefined;
  expect(await read()).toEqual(ALL);
  expect(asked).toEqual([
    { page: 4, status: 200 },
    { page: 5, status: 200 },
    ...[1, 2, 3].map((page) => ({ page, status: 304 })),
  ]);
});

test('a long list of which nothing changed is read once', async () => {
  const { read, asked, time } = listOf(ALL, { takes: 40 * SECOND });
  await read();
  time.now += HOUR;
  expect(await read()).toEqual(ALL);
  expect(asked.map(({ status }) => status)).toEqual([304, 304, 304, 304, 304]);
});
