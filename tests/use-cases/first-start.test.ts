import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/domain/errors.ts';
import { afterFirstRead, createFirstStart, saysStage } from '../../src/use-cases/first-start.ts';
import { literalVerbs } from '../support/literal-verbs.ts';
import { viewer } from '../support/viewers.ts';

const READING = { kind: 'reading', services: null } as const;

describe('while the catalog is read for the first time', () => {
  test('a question waits, and is answered with the teams that have come meanwhile', async () => {
    const first = createFirstStart(READING);
    const asked: (readonly string[])[] = [];
    const verbs = literalVerbs({
      viewerOf: async () => viewer({ teams: ['payments'] }),
      async showMine({ teams }) {
        asked.push(teams);
        return { groups: [], newcomer: false, catalogSize: 0 };
      },
    });
    const answered = afterFirstRead(verbs, first).showMine(viewer({ teams: [] }));
    first.reach({ kind: 'reading', services: 4 });
    await Promise.resolve();
    expect(asked).toEqual([]);
    first.reach({ kind: 'judging', judged: 0, services: 4 });
    await answered;
    expect(asked).toEqual([['payments']]);
  });

  test('whether a word is a service is told at once: help needs no catalog', async () => {
    const verbs = afterFirstRead(literalVerbs(), createFirstStart(READING));
    expect(await verbs.isService('payments-api')).toBe(true);
  });

  test('whoever waits is told when nothing could be read, and when the bot stops', async () => {
    for (const end of [
      (first: ReturnType<typeof createFirstStart>) => first.reach({ kind: 'unread' }),
      (first: ReturnType<typeof createFirstStart>) => first.giveUp('Ask again.'),
    ]) {
      const first = createFirstStart(READING);
      const asked = afterFirstRead(literalVerbs(), first).lookUp(viewer(), 'payments-api');
      end(first);
      await expect(asked).rejects.toBeInstanceOf(UserError);
    }
  });

  test('and after it failed, who asks is told at once', async () => {
    const first = createFirstStart(READING);
    first.reach({ kind: 'unread' });
    const asked = afterFirstRead(literalVerbs(), first).lookUp(viewer(), 'payments-api');
    await expect(asked).rejects.toThrow('The catalog could not be read when I started');
  });
});

test.each([null, { kind: 'judging', judged: 1, services: 2 } as const])(
  'a question does not wait for anything later',
  async (stage) => {
    const verbs = afterFirstRead(literalVerbs(), createFirstStart(stage));
    expect(await verbs.lookUp(viewer(), 'payments-api')).toMatchObject({ kind: 'card' });
  },
);

test('a stage is told as far as it is known', () => {
  expect(saysStage(READING)).toBe('The catalog is being read for the first time.');
  expect(saysStage({ kind: 'reading', services: 1 })).toMatch(/: 1 service found, none judged yet\.$/);
  expect(saysStage({ kind: 'judging', judged: 1_312, services: 10_000 })).toMatch(
    /: 1,312 of 10,000 so far\./,
  );
});
