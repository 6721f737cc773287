import { expect, onTestFinished, test } from 'vitest';
import { DAY, HOUR, type Instant, MINUTE } from '../../src/domain/instant.ts';
import type { Viewer } from '../../src/domain/rights.ts';
import { closedSecrets } from '../../src/playground/outside/environment.ts';
import { type DemoAtWork, demoAtWork } from '../support/demo-at-work.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NOW = Date.parse('2026-12-01T09:41:00Z');
const ADMIN: Viewer = {
  ...{ id: 'U1', name: 'Tomasz', email: 'tomasz.zielinski@acme.test', timezone: 'UTC' },
  ...{ stranger: false, guest: false, admin: true, teams: [], stewardOf: [] },
};

async function demo(): Promise<DemoAtWork> {
  return demoAtWork(NOW, { atEnd: onTestFinished });
}

function press({ outside }: DemoAtWork, control: string): Promise<Response> {
  const body = new URLSearchParams({ control });
  return outside.answer(new Request('http://127.0.0.1/outside', { method: 'POST', body }));
}

async function checkAgain({ app }: DemoAtWork, service: string) {
  const { changed, trouble } = await app.verbs.checkAgain(ADMIN, service);
  return {
    changed: changed.map(({ title, from, to }) => `${title}: ${from} → ${to}`),
    // Pages have five real seconds to answer, which a busy machine may not give them.
    trouble: trouble.filter(({ collector }) => collector !== 'links').map(({ reason }) => reason),
  };
}

test('what a visitor changes outside is what the next check finds', async () => {
  const acme = await demo();
  const pressed = await press(acme, 'approval');
  expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/outside']);
  await press(acme, 'paging');
  expect(await checkAgain(acme, 'payments-api')).toEqual({
    changed: [
      'Approval required to merge: fail → pass',
      'Two levels of on-call: unknown → pass',
      'Fewer than two incidents in two weeks: unknown → pass',
    ],
    trouble: [],
  });
  await press(acme, 'approval');
  expect((await checkAgain(acme, 'payments-api')).changed).toEqual([
    'Approval required to merge: pass → fail',
  ]);
  await press(acme, 'weakness');
  expect((await checkAgain(acme, 'ledger')).changed).toContain('No critical vulnerabilities: pass → fail');
});

test('a system that is taken down leaves the last good facts', async () => {
  const acme = await demo();
  await press(acme, 'datadog-down');
  expect(await checkAgain(acme, 'ledger')).toEqual({
    changed: [],
    trouble: [expect.stringContaining('Datadog answers 503')],
  });
  await press(acme, 'datadog-down');
  expect((await checkAgain(acme, 'ledger')).trouble).toEqual([]);
});

test('the page says how each system is now; what is no button does nothing', async () => {
  const acme = await demo();
  const page = async () => (await acme.outside.answer(new Request('http://127.0.0.1/outside'))).text();
  expect(await page()).toContain('Anybody may merge their own change.');
  await press(acme, 'approval');
  await press(acme, '<script>');
  expect(await page()).toContain('One approval is required to merge.');
  expect(await page()).not.toContain('<script');
});

test('a channel that is brought back, a runbook that opens again and a new load test are found', async () => {
  const acme = await demo();
  acme.clock.advance(2 * MINUTE);
  await checkAgain(acme, 'returns');
  await press(acme, 'channel');
  await press(acme, 'page');
  acme.clock.advance(2 * MINUTE);
  const { changed } = await checkAgain(acme, 'returns');
  expect(changed).toEqual(
    expect.arrayContaining([
      'Channel in use: fail → pass',
      'Runbook opens: fail → pass',
      'No dead links: fail → pass',
    ]),
  );
  await press(acme, 'channel');
  await press(acme, 'page');
  acme.clock.advance(2 * MINUTE);
  expect((await checkAgain(acme, 'returns')).changed).toContain('Runbook opens: pass → fail');
  await press(acme, 'load');
  expect((await checkAgain(acme, 'payments-api')).changed).toContain(
    'Bears half as much again as the busiest day: fail → pass',
  );
});

/** When PagerDuty last told about a service, and since when it does not. */
async function heard({ app }: DemoAtWork, service: string): Promise<[Instant | null, Instant | null]> {
  const key = (await app.store.catalog.find(service))?.key ?? '';
  const [oncall] = (await app.store.facts.of([key], ['oncall'])).get(key) ?? [];
  return [oncall?.collectedAt ?? null, oncall?.failedAt ?? null];
}

test('a playground that is started again the next day goes on; one of last month begins its troubles anew', async () => {
  const folder = temporaryFolder();
  const startOn = async (day: number): Promise<readonly (number | null)[]> => {
    const undo: (() => void | Promise<void>)[] = [];
    const acme = await demoAtWork(NOW + day * DAY, { folder, atEnd: (one) => undo.push(one) });
    const instants = await heard(acme, 'payments-api');
    for (const one of undo.toReversed()) await one();
    return instants.map((at) => at && Math.round((at - NOW) / HOUR));
  };
  expect(await startOn(0)).toEqual([-50, -47]);
  expect(await startOn(0.5)).toEqual([-50, -47]);
  expect(await startOn(30)).toEqual([30 * 24 - 50, 30 * 24 - 47]);
});

test('who only reads finds all collectors configured, and none that could be asked', async () => {
  const acme = await demo();
  const secrets = closedSecrets({ secrets: () => ({ PATH: '/bin', GITHUB_TOKEN: 'real' }) });
  expect(secrets(['PATH', 'GITHUB_TOKEN', 'GITHUB_API_URL'])).toEqual({
    ...{ PATH: '/bin', GITHUB_TOKEN: 'ghs_playground' },
    GITHUB_API_URL: 'http://127.0.0.1:9',
  });
  expect(acme.elsewhere).toEqual([]);
});
