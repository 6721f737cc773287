import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { file } from '../../src/collectors/file.ts';
import { describeProblem } from '../../src/domain/errors.ts';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import { collect, collectOne, given, NOW, occasion, service } from '../support/collecting.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A home with these files. */
function home(files: Readonly<Record<string, string>>) {
  const path = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

const SETTINGS = '{files: [facts/*.yml]}';

function facts(text: string, about = service()) {
  return collect(file, about, { home: home({ 'facts/a.yml': text }), settings: SETTINGS });
}

async function problems(files: Readonly<Record<string, string>>, services: readonly string[]) {
  const { collector } = file.configure(given('file', { home: home(files), settings: SETTINGS }));
  return (await collector.validate(new Set(services), NOW)).map(describeProblem);
}

const GOOD = `
collected: 2h ago
services:
  payments-api:
    facts:
      oncall: {escalation_levels: 2}
      vcs:
        default_branch: {required_approvals: 0}
        pull_requests: {oldest_opened_at: 3d ago}
      attested:
        restore-drill: {by: ana@acme.test, note: long ago, expires_at: in 60d}
      vulnerabilities: {open: {critical: 0}}
    collected:
      oncall: 2026-03-01
    unreadable:
      vcs.default_branch.binds_admins: the token may not see it
    absent:
      slo: no objective is defined for it
      monitors.count: none is tagged with payments-api
    failed:
      oncall: {error: PagerDuty answers 403, since: 30m ago}
      incidents: {error: PagerDuty answers 403}
`;

describe('a facts file', () => {
  test('tells facts with the time at which they were true, and moments counted from now', async () => {
    const { vcs, attested } = await facts(GOOD);
    expect(vcs).toEqual({
      namespace: 'vcs',
      fresh: {
        value: {
          default_branch: { required_approvals: 0 },
          pull_requests: { oldest_opened_at: '2026-03-09T09:41:00.000Z' },
        },
        collectedAt: NOW - 2 * HOUR,
        unreadable: [{ path: 'default_branch.binds_admins', reason: 'the token may not see it' }],
        absent: [],
      },
    });
    expect(attested).toHaveProperty('fresh.value', {
      'restore-drill': { by: 'ana@acme.test', note: 'long ago', expires_at: '2026-05-11T09:41:00.000Z' },
    });
  });

  test('tells why something has no value, which is a fact', async () => {
    const { slo, monitors } = await facts(GOOD);
    expect(slo).toHaveProperty('fresh.absent', [{ path: '', reason: 'no objective is defined for it' }]);
    expect(monitors).toHaveProperty('fresh.absent', [
      { path: 'count', reason: 'none is tagged with payments-api' },
    ]);
  });

  test('tells a failure, with the last good facts where there are some', async () => {
    const { oncall, incidents } = await facts(GOOD);
    expect(oncall).toEqual({
      namespace: 'oncall',
      failed: 'PagerDuty answers 403',
      failedAt: NOW - HOUR / 2,
      lastGood: {
        value: { escalation_levels: 2 },
        collectedAt: Date.parse('2026-03-01T00:00:00Z'),
        unreadable: [],
        absent: [],
      },
    });
    expect(incidents).toEqual({ namespace: 'incidents', failed: 'PagerDuty answers 403' });
  });

  test('is silent about what nobody wrote, and about services that it does not know', async () => {
    expect((await facts(GOOD)).coverage).toEqual({
      namespace: 'coverage',
      silent: 'no facts file says anything about code coverage of payments-api',
    });
    const { vcs, coverage } = await facts(GOOD, service({ id: 'ledger' }));
    expect([vcs, coverage]).toMatchObject([
      { silent: 'no facts file speaks of ledger' },
      { silent: 'no facts file speaks of ledger' },
    ]);
  });

  test('goes on knowing a service by its former id', async () => {
    const renamed = service({ id: 'payments', formerly: ['payments-api'] });
    expect((await facts(GOOD, renamed)).vcs).toHaveProperty('fresh.value.default_branch');
  });

  test('is read again when it changes, and only then', async () => {
    const path = home({ 'facts/a.yml': GOOD });
    const { collector } = file.configure(given('file', { home: path, settings: SETTINGS }));
    const about = async () => {
      const collected = await collectOne(collector, occasion());
      return collected.find(({ namespace }) => namespace === 'vcs');
    };
    expect(await about()).toHaveProperty('fresh.value.default_branch.required_approvals', 0);
    const target = join(path, 'facts/a.yml');
    const before = new Date(NOW);
    writeFileSync(target, GOOD.replace('required_approvals: 0', 'required_approvals: 2'));
    utimesSync(target, before, before);
    expect(await about()).toHaveProperty('fresh.value.default_branch.required_approvals', 2);
    // Same size and time: the content is believed to be the same, so nothing is read.
    writeFileSync(target, GOOD.replace('required_approvals: 0', 'required_approvals: 7'));
    utimesSync(target, before, before);
    expect(await about()).toHaveProperty('fresh.value.default_branch.required_approvals', 2);
  });
});

describe('a mistake', () => {
  test('in one namespace fails that namespace, with its place', async () => {
    const answers = await facts(GOOD.replace('{escalation_levels: 2}', '{escalation_levels: two}'));
    expect(answers.oncall).toMatchObject({
      failed: expect.stringMatching(/^facts\/a\.yml:6:16: .*escalation_levels/),
    });
    expect(answers.vcs).toHaveProperty('fresh');
  });

  test('in what is said around the facts fails the service, and no other', async () => {
    const text = `${GOOD}  ledger:\n    fatcs: {oncall: {escalation_levels: 2}}\n`;
    const answers = await facts(text, service({ id: 'ledger' }));
    expect(answers.oncall).toMatchObject({
      failed: expect.stringMatching(/facts\/a\.yml:\d+:5: .*"fatcs".*"facts"/),
    });
    expect((await facts(text)).vcs).toHaveProperty('fresh');
  });

  test('that spoils a file fails all that no other file tells', async () => {
    const path = home({ 'facts/a.yml': GOOD, 'facts/b.yml': 'collected: 2h ago\nservices: [oops\n' });
    const answers = await collect(file, service(), { home: path, settings: SETTINGS });
    expect(answers.vcs).toHaveProperty('fresh');
    expect(answers.coverage).toMatchObject({ failed: expect.stringMatching(/^facts\/b\.yml:\d/) });
  });

  test('such as facts without a date refuses the file', async () => {
    const answers = await facts(GOOD.replace('collected: 2h ago', ''));
    expect(answers.vcs).toMatchObject({ failed: expect.stringContaining('"collected"') });
  });

  test('such as telling a fact twice is no answer', async () => {
    const path = home({ 'facts/a.yml': GOOD, 'facts/b.yml': GOOD });
    const answers = await collect(file, service(), { home: path, settings: SETTINGS });
    expect(answers.vcs).toMatchObject({
      failed: 'vcs is told twice, in facts/a.yml and facts/b.yml: keep one of them',
    });
  });
});

describe('validation', () => {
  test('misses a file that is named and not there', async () => {
    const { collector } = file.configure(
      given('file', { home: home({}), settings: '{files: [facts/a.yml]}' }),
    );
    expect((await collector.validate(new Set(), NOW)).map(describeProblem)).toEqual([
      'facts/a.yml: the file does not exist',
    ]);
  });

  test('finds nothing in a good file', async () => {
    expect(await problems({ 'facts/a.yml': GOOD }, ['payments-api'])).toEqual([]);
  });

  test('tells every mistake at once, with its place and the nearest right word', async () => {
    const bad = `
collected: yesterday
services: {}
---
collected: 2h ago
services:
  payment-api:
    facts:
      oncall: {escalation_level: 2}
      onccall: {}
    unreadable:
      vcs.default_brunch: no
`;
    const told = await problems({ 'facts/a.yml': bad, 'facts/b.yml': 'services: [' }, ['payments-api']);
    expect(told).toEqual([
      expect.stringMatching(/^facts\/a\.yml:2:1: .*"collected".*no moment.*2h ago/),
      expect.stringMatching(/^facts\/a\.yml:9:16: .*"escalation_level".*"escalation_levels"/),
      expect.stringMatching(/^facts\/a\.yml:10:7: .*"onccall".*"oncall"/),
      'facts/a.yml:12:7: unknown key "vcs.default_brunch"',
      expect.stringMatching(/^facts\/a\.yml:7:3: there is no service "payment-api".*"payments-api"/),
      expect.stringMatching(/^facts\/b\.yml:1/),
    ]);
  });

  test('checks the facts of every service against their namespaces', async () => {
    const bad = 'collected: 2h ago\nservices:\n  a: {facts: {oncall: {escalation_level: 2}}}\n';
    expect(await problems({ 'facts/a.yml': bad }, ['a'])).toEqual([
      expect.stringMatching(/^facts\/a\.yml:3:\d+: .*"escalation_level".*"escalation_levels"/),
    ]);
  });
});

describe('its settings', () => {
  const configured = (more: string) =>
    file.configure(given('file', { settings: `{files: [facts/*.yml], ${more}}` }));

  test('say which files, without which it is not configured', () => {
    const { collector, problems } = file.configure(given('file'));
    expect(problems).toEqual([]);
    expect(collector.source.configured).toEqual({ lacks: 'collectors.file.files is not set in ready.yml' });
  });

  test('may say how long written facts are believed', () => {
    const maxAge = (more: string) => configured(more).collector.source.maxAge;
    expect(maxAge('')).toBe(30 * DAY);
    expect(maxAge('max_age: 12h')).toBe(12 * HOUR);
  });

  test('may say what it fills, so that nothing else counts as its business', async () => {
    expect(configured('fills: [oncall]').collector.source.fills).toEqual(['oncall']);
    expect(configured('fills: [service]').problems.map(describeProblem)).toEqual([
      expect.stringMatching(/^ready\.yml:2:\d+: .*"service"/),
    ]);
  });
});
