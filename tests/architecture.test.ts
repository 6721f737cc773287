import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { breaches } from './support/house.ts';
import { parseSource, readSources } from './support/source-file.ts';

const SRC = join(import.meta.dirname, '..', 'src');

test('every file of src keeps to the house rules', () => {
  const sources = readSources(SRC);
  expect(sources.length).toBeGreaterThan(10);
  expect(breaches(sources)).toEqual([]);
});

/** A house of these files; what they import exists. */
function told(path: string, text: string, ...others: string[]): string[] {
  return breaches([parseSource(path, text), ...others.map((other) => parseSource(other, ''))]).filter(
    (breach) => breach.startsWith(path),
  );
}

describe('the guard itself', () => {
  const refused: [what: string, path: string, text: string, others: string[], why: RegExp][] = [
    [
      'an outward arrow',
      'domain/a.ts',
      "import { b } from '../http/b.ts';",
      ['http/b.ts'],
      /domain may not import http/,
    ],
    [
      'an outward arrow by export',
      'store/a.ts',
      "export { b } from '../http/b.ts';",
      ['http/b.ts'],
      /may not import http/,
    ],
    [
      'an outward arrow by import()',
      'facts/a.ts',
      "await import('../store/b.ts');",
      ['store/b.ts'],
      /may not import store/,
    ],
    [
      'Node in the domain',
      'domain/a.ts',
      "import { readFileSync } from 'node:fs';",
      [],
      /imports node:fs, which/,
    ],
    ['a package of another room', 'jobs/a.ts', "import { z } from 'zod';", [], /imports zod, which/],
    ['a neighbour', 'jobs/a.ts', "import { b } from './b.ts';", ['jobs/b.ts'], /neighbour jobs\/b\.ts/],
    [
      'a neighbour, seen from a part',
      'collectors/a/x.ts',
      "import { b } from '../b.ts';",
      ['collectors/b.ts'],
      /neighbour/,
    ],
    [
      'a neighbour, gathered by nobody',
      'jobs/job.ts',
      "import { b } from './b.ts';",
      ['jobs/b.ts'],
      /is a contract/,
    ],
    [
      'more than types',
      'store/a.ts',
      "import { v } from '../use-cases/v.ts';",
      ['use-cases/v.ts'],
      /more than types/,
    ],
    ['Bolt elsewhere', 'app.ts', "import { App } from '@slack/bolt';", [], /only slack\/bolt\.ts/],
    [
      'Bolt in a part of bolt.ts',
      'slack/bolt/a.ts',
      "import { App } from '@slack/bolt';",
      [],
      /only slack\/bolt\.ts/,
    ],
    ['node-cron elsewhere', 'main.ts', "import cron from 'node-cron';", [], /only scheduler\.ts/],
    ['an unknown room', 'magic/a.ts', '', [], /no room/],
    ['an unknown file at the top', 'magic.ts', '', [], /no room/],
    ['an unknown file between rooms', 'slack/magic.ts', '', [], /no room/],
    ['a folder named utils', 'domain/utils/a.ts', '', [], /called "utils"/],
    ['a file named helpers', 'domain/helpers.ts', '', [], /called "helpers"/],
    ['camel case', 'domain/myRule.ts', '', [], /kebab-case/],
    ['more than 250 lines', 'domain/a.ts', '//\n'.repeat(251), [], /251 lines/],
    ['the console', 'app.ts', "console.log('x');", [], /console/],
    ['the environment', 'app.ts', 'const a = process.env.A;', [], /reads process\.env/],
    ['the environment by brackets', 'app.ts', "const a = process['env'];", [], /reads process\.env/],
    ['the environment by taking it apart', 'app.ts', 'const { env } = process;', [], /reads process\.env/],
    ['the environment by import', 'app.ts', "import { env } from 'node:process';", [], /only config\.ts/],
    ['a barrel', 'domain/index.ts', "export * from './a.ts';", ['domain/a.ts'], /only the registries/],
    ['an import without .ts', 'domain/a.ts', "import { b } from './b';", ['domain/b.ts'], /without its \.ts/],
    ['an import with .js', 'domain/a.ts', "import { b } from './b.js';", ['domain/b.ts'], /without its \.ts/],
    ['an import of what is not there', 'domain/a.ts', "import { b } from './b.ts';", [], /does not exist/],
    ['an import from outside', 'domain/a.ts', "import { b } from '../../tests/b.ts';", [], /outside of src/],
    ['a side effect', 'domain/a.ts', "import './b.ts';", ['domain/b.ts'], /side effect/],
    ['an enum', 'domain/a.ts', 'enum A { B }', [], /enum/],
    ['a class', 'domain/a.ts', 'class A {}', [], /class/],
    ['module state', 'domain/a.ts', 'export let a = 1;', [], /module state/],
  ];
  test.each(refused)('refuses %s', (_what, path, text, others, why) => {
    expect(told(path, text, ...others)).toContainEqual(expect.stringMatching(why));
  });

  const allowed: [what: string, path: string, text: string, others: string[]][] = [
    ['an inward arrow', 'store/a.ts', "import { b } from '../domain/b.ts';", ['domain/b.ts']],
    [
      'types where only types are meant',
      'store/a.ts',
      "import { type V } from '../use-cases/v.ts';",
      ['use-cases/v.ts'],
    ],
    ["Bolt's types", 'main.ts', "import type { Receiver } from '@slack/bolt';", []],
    ['the contract', 'jobs/a.ts', "import { defineJob } from './job.ts';", ['jobs/job.ts']],
    ["a room's parts", 'slack/bolt/a.ts', "import type { App } from '@slack/bolt';", []],
    ["a thing's own parts", 'collectors/git.ts', "import { x } from './git/x.ts';", ['collectors/git/x.ts']],
    ['a registry', 'jobs/index.ts', "import { a } from './a.ts';", ['jobs/a.ts']],
    ['an error class', 'domain/a.ts', 'class MyError extends Error {}', []],
    ['the environment in config.ts', 'config.ts', 'const env = process.env;', []],
    [
      'an import in a comment or a string',
      'domain/a.ts',
      "// import 'x'\nexport const a = \"import fs from 'node:fs'\";",
      [],
    ],
  ];
  test.each(allowed)('allows %s', (_what, path, text, others) => {
    expect(told(path, text, ...others)).toEqual([]);
  });
});
