import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { shellVerbs } from '../../src/cli/index.ts';
import { defineVerb } from '../../src/cli/verb.ts';
import { ConfigError, ExternalServiceError, UserError } from '../../src/domain/errors.ts';
import { shell, workshopWith } from '../support/shell.ts';

beforeEach(() => {
  for (const name of ['NO_COLOR', 'FORCE_COLOR', 'NODE_DISABLE_COLORS', 'CI']) vi.stubEnv(name, undefined);
  vi.stubEnv('TERM', 'xterm');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** A verb that does what a test says. */
function verbThat(run: (words: readonly string[]) => unknown) {
  return defineVerb({
    name: 'act',
    summary: 'Acts',
    arguments: [{ usage: '[words...]', description: 'any' }],
    options: [],
    json: '{ acted }',
    async run({ words }) {
      await run(words);
      return {
        exit: 0,
        document: { acted: true },
        render: ({ paint }) => paint('red', `acted on ${words.join(', ')}`),
      };
    },
  });
}

describe('a command line', () => {
  test('runs its verb and writes what it found', async () => {
    const run = await shell(['act', 'a', 'b'], workshopWith(), { verbs: [verbThat(() => {})] });
    expect(run).toMatchObject({ exit: 0, stdout: 'acted on a, b\n', stderr: '' });
  });

  test('writes one JSON document and nothing else with --json, wherever it stands', async () => {
    for (const argv of [
      ['act', 'a', '--json'],
      ['act', '--json', 'a'],
    ]) {
      const run = await shell(argv, workshopWith(), { verbs: [verbThat(() => {})] });
      expect([run.exit, run.document(), run.stderr]).toEqual([0, { acted: true }, '']);
    }
  });

  test('names the nearest verb when one is misspelt', async () => {
    const run = await shell(['validat'], workshopWith());
    expect(run.exit).toBe(2);
    expect(run.stderr).toContain("unknown command 'validat'");
    expect(run.stderr).toContain('Did you mean validate?');
  });

  test('names the nearest option when one is misspelt', async () => {
    const run = await shell(['import', '--confrim'], workshopWith());
    expect(run.exit).toBe(2);
    expect(run.stderr).toContain('Did you mean --confirm?');
  });

  test('refuses a missing and an extra argument', async () => {
    expect(await shell(['show'], workshopWith())).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining("missing required argument 'service'"),
    });
    expect(await shell(['validate', 'x'], workshopWith())).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('too many arguments'),
    });
  });

  test('without a verb shows help and fails', async () => {
    const run = await shell([], workshopWith());
    expect(run.exit).toBe(2);
    expect(run.stderr).toContain('validate');
    expect(run.stdout).toBe('');
  });

  test('tells its version', async () => {
    expect(await shell(['--version'], workshopWith())).toMatchObject({ exit: 0, stdout: '1.2.3\n' });
  });
});

describe('--help', () => {
  test('lists every verb with its summary', async () => {
    const run = await shell(['--help'], workshopWith());
    expect(run.exit).toBe(0);
    for (const verb of shellVerbs) {
      expect(run.stdout.replaceAll(/\s+/g, ' ')).toContain(verb.summary);
    }
  });

  test.each(shellVerbs.map((verb) => [verb.name, verb] as const))(
    'of %s says what --json prints',
    async (name, verb) => {
      const run = await shell([name, '--help'], workshopWith());
      expect(run.exit).toBe(0);
      expect(run.stdout).toContain(verb.json.trim().split('\n')[0]);
    },
  );
});

describe('what could not run', () => {
  const failures: [what: string, error: unknown, kind: string, said: string[]][] = [
    [
      'a mistake of the person',
      new UserError('There is no service "x".'),
      'user',
      ['There is no service "x".'],
    ],
    [
      'a configuration with mistakes',
      new ConfigError([
        { message: 'unknown key "ower"', file: 'ready.yml', line: 3, column: 5 },
        { message: 'no tiers', remedy: 'Add one.' },
      ]),
      'config',
      ['2 problems', 'ready/ready.yml:3:5 unknown key "ower"', 'no tiers', 'Add one.'],
    ],
    ['a vendor', new ExternalServiceError('GitHub', 'answers 502'), 'vendor', ['GitHub: answers 502']],
    [
      'our own bug',
      new TypeError('x is not a function'),
      'bug',
      ['our bug: x is not a function', 'run-shell.test.ts'],
    ],
  ];

  test.each(failures)('says %s on standard error and exits 2', async (_what, error, _kind, said) => {
    const fails = verbThat(() => Promise.reject(error));
    const run = await shell(['act'], workshopWith(), { verbs: [fails] });
    expect([run.exit, run.stdout]).toEqual([2, '']);
    for (const text of said) expect(run.stderr).toContain(text);
  });

  test.each(failures)('says %s as one JSON document with --json', async (_what, error, kind) => {
    const fails = verbThat(() => Promise.reject(error));
    const run = await shell(['act', '--json'], workshopWith(), { verbs: [fails] });
    expect(run.exit).toBe(2);
    // Only our own bug shows beside the document: its stack is for whoever mends it.
    expect(run.stderr === '').toBe(kind !== 'bug');
    expect(run.document()).toMatchObject({ error: { kind, message: expect.any(String) } });
  });

  test('says a misspelt verb as JSON too', async () => {
    const run = await shell(['sho', '--json'], workshopWith());
    expect([run.exit, run.document()]).toMatchObject([2, { error: { kind: 'usage' } }]);
  });

  test('keeps places and remedies of problems in JSON', async () => {
    const error = new ConfigError([
      { message: 'm', file: 'f.yml', line: 1, column: 2, remedy: 'r' },
      { message: 'n' },
    ]);
    const run = await shell(['act', '--json'], workshopWith(), {
      verbs: [verbThat(() => Promise.reject(error))],
    });
    expect(run.document()).toMatchObject({
      error: {
        problems: [{ message: 'm', file: 'f.yml', line: 1, column: 2, remedy: 'r' }, { message: 'n' }],
      },
    });
  });

  test('by Ctrl-C exits 130, whatever the work threw at that', async () => {
    const control = new AbortController();
    const fails = verbThat(() => {
      control.abort();
      throw new Error('torn out of its work');
    });
    const run = await shell(['act'], workshopWith({ interrupted: control.signal }), { verbs: [fails] });
    expect(run).toMatchObject({ exit: 130, stdout: '', stderr: 'Interrupted. What was finished is kept.\n' });
  });
});

describe('colour', () => {
  const red = '\u001b[31macted on a\u001b[39m\n';
  const act = { verbs: [verbThat(() => {})] };

  test('is on in a terminal', async () => {
    expect((await shell(['act', 'a'], workshopWith(), { ...act, columns: 80 })).stdout).toBe(red);
  });

  test('is off in a pipe', async () => {
    expect((await shell(['act', 'a'], workshopWith(), act)).stdout).toBe('acted on a\n');
  });

  test('is off with NO_COLOR', async () => {
    vi.stubEnv('NO_COLOR', '1');
    expect((await shell(['act', 'a'], workshopWith(), { ...act, columns: 80 })).stdout).toBe('acted on a\n');
  });

  test('is on in a pipe with FORCE_COLOR', async () => {
    vi.stubEnv('FORCE_COLOR', '1');
    expect((await shell(['act', 'a'], workshopWith(), act)).stdout).toBe(red);
  });
});
