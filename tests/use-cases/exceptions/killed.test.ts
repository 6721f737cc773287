/** The process dies at every step of asking and deciding; what the next one finds is whole, and a retry does it once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { askOf, type ExceptionsHome, openExceptionsHome } from '../../support/exceptions-home.ts';

const SCRIPT = join(import.meta.dirname, '..', '..', 'support', 'exceptions-process.ts');

/** The signal that it died of. The home's own app is closed meanwhile. */
async function dies(home: ExceptionsHome, env: Readonly<Record<string, string>>): Promise<string | null> {
  const at = String(home.app.context.clock.now());
  await home.app.close();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT], {
    env: { PATH: process.env.PATH, READY_HOME: home.folder, AT: at, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [, signal] = await once(child, 'close');
  await home.reopen();
  return signal;
}

async function countsOf({ app }: ExceptionsHome, id?: string) {
  const { items } = await app.store.exceptions.list({}, { offset: 0, limit: 10 });
  const entries = (await app.store.audit.after(0, 100)).filter(({ act }) => act.startsWith('exception.'));
  return {
    states: items.map(({ state }) => state),
    log: entries.filter(({ subject }) => id === undefined || subject === id).map(({ act }) => act.slice(10)),
    waiting: (await app.store.messages.counts()).pending,
    sound: (await app.store.audit.verify()).broken === null,
  };
}

describe('asking', () => {
  test.each([
    ['ask.checked', { states: [], log: [], waiting: 0 }],
    ['ask.written', { states: [], log: [], waiting: 0 }],
    ['ask.committed', { states: ['pending'], log: ['ask'], waiting: 4 }],
  ])('killed at %s keeps all of it or nothing; asked again it stands once', async (failAt, kept) => {
    const home = await openExceptionsHome();
    const viewer = await home.as('omar');
    const ask = JSON.stringify({ viewer, asked: askOf() });
    expect(await dies(home, { FAIL_AT: `${failAt}:1`, ASK: ask })).toBe('SIGKILL');
    expect(await countsOf(home)).toEqual({ ...kept, sound: true });
    const again = await home.verbs.ask(viewer, askOf());
    expect(again.kind).toBe(kept.states.length > 0 ? 'known' : 'asked');
    expect(await countsOf(home)).toMatchObject({ states: ['pending'], log: ['ask'], waiting: 4 });
  });
});

describe('deciding', () => {
  test.each([
    ['decide.resolved', 'pending'],
    ['decide.written', 'pending'],
    ['decide.committed', 'approved'],
  ])('killed at %s decides wholly or not at all; clicked again it is decided once', async (failAt, state) => {
    const home = await openExceptionsHome();
    const { id } = await home.asked({ services: ['ledger'], followUp: null });
    const viewer = await home.as('ana');
    const done = { kind: 'approve', seen: 1 } as const;
    const before = await countsOf(home);
    expect(await dies(home, { FAIL_AT: `${failAt}:1`, ACT: JSON.stringify({ viewer, id, done }) })).toBe(
      'SIGKILL',
    );
    const after = await countsOf(home);
    expect(after.states).toEqual([state]);
    if (state === 'pending') expect(after).toEqual(before);
    expect(await home.verbs.act(viewer, id, done)).toMatchObject(
      state === 'pending' ? { kind: 'done' } : { kind: 'refused', why: 'already-decided' },
    );
    const { log, waiting, sound } = await countsOf(home);
    expect(log.filter((act) => act !== 'refused')).toEqual(['ask', 'approve']);
    // Heard, asked, the request's update, what the requester is told, and two channels.
    expect({ waiting, sound }).toEqual({ waiting: 6, sound: true });
    const { primary } = await home.app.verbs.showReadiness(viewer, 'ledger');
    expect(primary?.exempt.map(({ rule }) => rule)).toEqual(['coverage']);
  });
});
