import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Answers, defineCollector } from '../../src/collectors/collector.ts';
import { collectors } from '../../src/collectors/index.ts';
import { configureCollectors, WITHOUT_MEMORY } from '../../src/collectors/running/configure-collectors.ts';
import { readReadyYml } from '../../src/documents/ready-yml.ts';
import { describeProblem, ExternalServiceError } from '../../src/domain/errors.ts';
import { factCatalogue } from '../../src/facts/index.ts';
import { collectOne, given, NOW, occasion, SURROUNDINGS, secretsOf } from '../support/collecting.ts';

function pager(collect: (signal: AbortSignal) => Promise<Answers>, timeout = 30_000) {
  return defineCollector({
    name: 'pager',
    vendor: 'Pager',
    summary: 'Who is called.',
    fills: ['oncall', 'incidents.open'],
    interval: 60_000,
    maxAge: 3_600_000,
    timeout,
    settings: z.strictObject({ region: z.enum(['eu', 'us']), teams: z.array(z.string()).default([]) }),
    secrets: z.object({ PAGER_TOKEN: z.string(), PAGER_API_URL: z.url().default('https://api.pager.test') }),
    open: ({ settings, secrets }) => ({ greeting: `${settings.region} ${secrets.PAGER_TOKEN}` }),
    collect: (_service, { signal }) => collect(signal),
  });
}

const GIVEN = given('pager', { settings: '{region: eu}', environment: { PAGER_TOKEN: 'secret' } });

function ask(collect: (signal: AbortSignal) => Promise<Answers>, timeout?: number) {
  return collectOne(pager(collect, timeout).configure(GIVEN).collector, occasion());
}

describe('what a collector lacks', () => {
  const answersNothing = pager(() => Promise.resolve({}));

  test('is nothing when its settings and secrets are there', () => {
    const { collector, problems } = answersNothing.configure(GIVEN);
    expect(problems).toEqual([]);
    expect(collector.source).toEqual({
      collector: 'pager',
      fills: ['oncall', 'incidents.open'],
      configured: true,
      interval: 60_000,
      maxAge: 3_600_000,
    });
  });

  test('is said once, with every setting and every variable that is not set', () => {
    const { collector, problems } = answersNothing.configure(given('pager'));
    expect(problems).toEqual([]);
    expect(collector.source.configured).toEqual({
      lacks: 'collectors.pager.region is not set in ready.yml, PAGER_TOKEN is not set',
    });
  });

  test('counts an empty variable as absent', () => {
    const { collector } = answersNothing.configure({ ...GIVEN, secrets: secretsOf({ PAGER_TOKEN: '' }) });
    expect(collector.source.configured).toEqual({ lacks: 'PAGER_TOKEN is not set' });
  });

  test('is a problem, and no lack, when something is set wrongly; a secret is never repeated', () => {
    const { problems } = answersNothing.configure(
      given('pager', {
        settings: '{region: mars, regoin: eu}',
        environment: { PAGER_TOKEN: 'secret', PAGER_API_URL: 'hunter2' },
      }),
    );
    expect(problems.map(describeProblem)).toEqual([
      expect.stringMatching(/^ready\.yml:2:\d+: "region".*"mars"/),
      expect.stringMatching(/^ready\.yml:2:\d+: .*"regoin".*"region"/),
      expect.stringMatching(/^PAGER_API_URL: /),
    ]);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  test('keeps it from being asked', async () => {
    const { collector } = answersNothing.configure(given('pager'));
    await expect(collectOne(collector, occasion())).rejects.toThrow('pager is not configured');
  });
});

const SILENT = { namespace: 'incidents', silent: 'Pager says nothing about this' };

describe('an answer', () => {
  test('that leaves a namespace out, or gives a reason, is silent about it', async () => {
    const silence = { silent: 'no pager is named: add one' };
    expect(await ask(() => Promise.resolve({ oncall: silence }))).toEqual([
      { namespace: 'oncall', silent: 'no pager is named: add one' },
      SILENT,
    ]);
  });

  test('that failed may bring its last good one, which has to fit as well', async () => {
    const failed = (value: object) => ({
      failed: 'Pager answers 403',
      failedAt: NOW - 60_000,
      lastGood: { value: { ...value }, collectedAt: NOW - 120_000 },
    });
    expect((await ask(() => Promise.resolve({ oncall: failed({ escalation_levels: 2 }) })))[0]).toEqual({
      namespace: 'oncall',
      failed: 'Pager answers 403',
      failedAt: NOW - 60_000,
      lastGood: { value: { escalation_levels: 2 }, collectedAt: NOW - 120_000, unreadable: [], absent: [] },
    });
    expect((await ask(() => Promise.resolve({ oncall: failed({ escalation_levels: -1 }) })))[0]).toEqual({
      namespace: 'oncall',
      failed: expect.stringContaining('oncall.escalation_levels'),
    });
  });

  test('is dated now and complete, unless the vendor says otherwise', async () => {
    const yesterday = NOW - 86_400_000;
    const collected = await ask(() =>
      Promise.resolve({
        oncall: { value: { escalation_levels: 2, policy: undefined } },
        incidents: {
          value: {},
          collectedAt: yesterday,
          unreadable: [{ path: 'open', reason: 'no permission' }],
        },
      }),
    );
    expect(collected).toEqual([
      {
        namespace: 'oncall',
        fresh: { value: { escalation_levels: 2 }, collectedAt: NOW, unreadable: [], absent: [] },
      },
      {
        namespace: 'incidents',
        fresh: {
          value: {},
          collectedAt: yesterday,
          unreadable: [{ path: 'open', reason: 'no permission' }],
          absent: [],
        },
      },
    ]);
  });

  test.each([
    [
      'a value of the wrong kind',
      { escalation_levels: 'two' },
      /^Pager answered what we cannot read: oncall\.escalation_levels: /,
    ],
    ['a number that is none', { escalation_levels: Number.NaN }, /oncall\.escalation_levels/],
    ['a field that no namespace has', { escalation_level: 2 }, /oncall: .*escalation_level/],
  ])('with %s is the vendor’s failure', async (_what, value, said) => {
    expect(await ask(() => Promise.resolve({ oncall: { value } }))).toEqual([
      { namespace: 'oncall', failed: expect.stringMatching(said) },
      SILENT,
    ]);
  });

  test('may fail for one namespace alone', async () => {
    const collected = await ask(() =>
      Promise.resolve({ oncall: { failed: 'Pager answers 500' }, incidents: { value: { open: 0 } } }),
    );
    expect(collected[0]).toEqual({ namespace: 'oncall', failed: 'Pager answers 500' });
    expect(collected[1]).toMatchObject({ namespace: 'incidents', fresh: { value: { open: 0 } } });
  });

  test('about a namespace that its collector does not declare is our bug', async () => {
    await expect(ask(() => Promise.resolve({ slo: { value: {} } }))).rejects.toThrow('do not declare');
  });
});

describe('a failure', () => {
  const failed = (reason: string) => [
    { namespace: 'oncall', failed: reason },
    { namespace: 'incidents', failed: reason },
  ];

  test('of the vendor concerns every namespace and is told in its words', async () => {
    const refuse = () => Promise.reject(new ExternalServiceError('Pager', 'Pager answers 403'));
    expect(await ask(refuse)).toEqual(failed('Pager answers 403'));
  });

  test('to answer in time is the vendor’s, even when its client ignores the signal', async () => {
    expect(await ask(() => new Promise<Answers>(() => {}), 5)).toEqual(
      failed('Pager did not answer within 0.005 seconds'),
    );
  });

  test('of any other kind is our bug and escapes', async () => {
    const broken = () => Promise.reject(new TypeError('x is undefined'));
    await expect(ask(broken)).rejects.toThrow(TypeError);
  });

  test('because the process stops is nobody’s: the run rejects with the reason', async () => {
    const stop = new AbortController();
    const { collector } = pager((signal) => {
      stop.abort(new Error('stopping'));
      return Promise.reject(signal.reason);
    }).configure(GIVEN);
    await expect(collectOne(collector, occasion({ signal: stop.signal }))).rejects.toThrow('stopping');
    await expect(collectOne(collector, occasion({ signal: stop.signal }))).rejects.toThrow('stopping');
  });
});

describe('all collectors', () => {
  function all(text: string) {
    const { collectors: settings } = readReadyYml('ready.yml', `organisation: Acme\ncollectors: {${text}}`);
    return configureCollectors(collectors, {
      ...WITHOUT_MEMORY,
      ...SURROUNDINGS,
      collectors: settings,
      secrets: secretsOf({}),
      home: '/nowhere',
    });
  }

  test('fill only what the fact catalogue knows', () => {
    const bound = all('file: {files: [facts/*.yml]}').collectors;
    const unknown = bound.flatMap(({ source }) => source.fills).filter((path) => !exists(path));
    expect(unknown).toEqual([]);
    expect(exists('git.readmee')).toBe(false);
  });

  test('are ordered as ready.yml names them, then as they are registered', () => {
    const { collectors: bound, problems } = all('git: {}');
    expect(problems).toEqual([]);
    const others = collectors.map(({ name }) => name).filter((name) => name !== 'git');
    expect(bound.map(({ source }) => source.collector)).toEqual(['git', ...others]);
  });

  test('are known by name: a misspelt one is a problem with its place', () => {
    expect(all('catalgo: {}').problems.map(describeProblem)).toEqual([
      `ready.yml:2:14: there is no collector "catalgo" (did you mean "catalog"?). There are: ${collectors.map(({ name }) => name).join(', ')}.`,
    ]);
  });
});

/** Whether a path such as `vcs.default_branch` leads to something in the fact catalogue. */
function exists(path: string): boolean {
  const [namespace = '', ...fields] = path.split('.');
  let type = factCatalogue.get(namespace)?.type;
  for (const field of fields) {
    if (type?.kind !== 'object') return type?.kind === 'any';
    const found: unknown = type.fields.find(({ name }) => name === field)?.type;
    type = found as typeof type; // deeper types are a superset of a namespace's
  }
  return type !== undefined;
}
