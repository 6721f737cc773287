import { expect, test } from 'vitest';
import { bindFollowUps } from '../../src/app/follow-ups.ts';
import type { FollowUpState } from '../../src/domain/exceptions/follow-up.ts';
import { MINUTE } from '../../src/domain/instant.ts';

const URL = 'https://github.com/acme/shop/issues/1';

function asking(answers: readonly (FollowUpState | null | Error)[]) {
  let asked = 0;
  const followUp = async () => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? null;
    asked += 1;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const followUps = bindFollowUps([{}, { followUp }], new AbortController().signal);
  return { followUps, asked: () => asked };
}

test('what was told holds for five minutes, for several readers at once too', async () => {
  const { followUps, asked } = asking(['open', 'closed']);
  expect(await Promise.all([followUps.stateOf(URL, 0), followUps.stateOf(URL, 0)])).toEqual(['open', 'open']);
  expect(await followUps.stateOf(URL, 5 * MINUTE - 1)).toBe('open');
  expect(followUps.known(URL, 5 * MINUTE - 1)).toBe('open');
  expect(asked()).toBe(1);
  expect(followUps.known(URL, 5 * MINUTE)).toBeNull();
  expect(await followUps.stateOf(URL, 5 * MINUTE)).toBe('closed');
});

test('a failure is no state, and leaves its system alone for a minute', async () => {
  const { followUps, asked } = asking([new Error('503'), 'open']);
  expect(await followUps.stateOf(URL, 0)).toBeNull();
  expect(await followUps.stateOf(URL, MINUTE - 1)).toBeNull();
  expect(asked()).toBe(1);
  expect(await followUps.stateOf(URL, MINUTE)).toBe('open');
});

test('a failure after a state is no state either, rather than the old one', async () => {
  const { followUps } = asking(['open', new Error('503')]);
  await followUps.stateOf(URL, 0);
  expect(await followUps.stateOf(URL, 6 * MINUTE)).toBeNull();
});

test('nobody waits for what does not answer once the process stops or time is up', async () => {
  const stopped = new AbortController();
  const followUps = bindFollowUps([{ followUp: () => new Promise(() => {}) }], stopped.signal);
  const state = followUps.stateOf(URL, 0);
  stopped.abort();
  expect(await state).toBeNull();
});
