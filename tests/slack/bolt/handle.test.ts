import { describe, expect, test } from 'vitest';
import { ExternalServiceError, UserError } from '../../../src/domain/errors.ts';
import type { Asked } from '../../../src/slack/bolt/asked.ts';
import { type Errand, handle, type Office } from '../../../src/slack/bolt/handle.ts';
import { createNewestPress } from '../../../src/slack/bolt/newest-press.ts';
import { createOnce } from '../../../src/slack/bolt/once.ts';
import { createTurns } from '../../../src/slack/bolt/turns.ts';
import type { Answer } from '../../../src/slack/views/answer.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { NOW } from '../../support/view-models.ts';
import { viewer } from '../../support/viewers.ts';

/** What happened, in order. */
function scene(more: { stranger?: boolean; ackFails?: boolean } = {}) {
  const happened: string[] = [];
  const answers: string[] = [];
  const log = recordingLog();
  let strike: () => void = () => {};
  const office: Office = {
    client: {} as never,
    respond: async (_url, body) => {
      happened.push(`told: ${(body as { text: string }).text}`);
    },
    conversations: { listeners: async () => 'own' },
    people: { viewer: async () => viewer({ stranger: more.stranger ?? false }) },
    newest: createNewestPress(),
    homes: { open: async () => {}, show: async () => {}, acted: async () => {} },
    sendFile: async () => {},
    once: createOnce(),
    turn: createTurns(),
    stage: () => null,
    answered: (verb, outcome) => {
      answers.push(`${verb}: ${outcome}`);
    },
    clock: { now: () => NOW },
    wait: (_ms, signal) =>
      new Promise((resolve) => {
        strike = resolve;
        signal.addEventListener('abort', () => resolve());
      }),
    log,
  };
  const asked: Asked = {
    what: 'press',
    key: 'k',
    userId: 'UANA',
    place: { channel: 'C1', thread: null },
    triggerId: 't',
    responseUrl: 'https://hooks.test',
    view: null,
    typed: null,
    ephemeral: true,
    async ack(body) {
      happened.push(`acknowledged${body === undefined ? '' : ` ${JSON.stringify(body)}`}`);
      if (more.ackFails) throw new Error('the socket closes');
    },
  };
  const errand = (ack: Errand['ack'], run: Errand['run']): Errand => ({
    name: 'decide',
    ack,
    fresh: true,
    run,
  });
  return { office, asked, errand, happened, answers, log, strike: () => strike() };
}

const answer = (text: string): Answer => ({ kind: 'private', message: { text, blocks: [] } });

describe('an acknowledgement', () => {
  test('comes first, before anything is done', async () => {
    const it = scene();
    await handle(
      it.office,
      it.asked,
      it.errand('first', async () => {
        it.happened.push('done');
        return answer('ok');
      }),
    );
    expect(it.happened).toEqual(['acknowledged', 'done', 'told: ok']);
  });

  test('comes to everybody before the first of them is answered, and answers come in the order of asking', async () => {
    const it = scene();
    const asks = (name: string) =>
      handle(
        it.office,
        { ...it.asked, key: name },
        it.errand('first', async () => {
          it.happened.push(`looks for ${name}`);
          return answer(name);
        }),
      );
    await Promise.all(['one', 'two', 'three'].map(asks));
    expect(it.happened).toEqual([
      ...['acknowledged', 'acknowledged', 'acknowledged'],
      ...['looks for one', 'looks for two', 'looks for three', 'told: one', 'told: two', 'told: three'],
    ]);
  });

  test('of a decision comes once it is stored', async () => {
    const it = scene();
    await handle(
      it.office,
      it.asked,
      it.errand('after-commit', async () => {
        it.happened.push('stored');
        return answer('ok');
      }),
    );
    expect(it.happened).toEqual(['stored', 'acknowledged', 'told: ok']);
  });

  test('of a slow decision comes after 2.5 seconds, with a word that it goes on', async () => {
    const it = scene();
    const stored = Promise.withResolvers<void>();
    const handled = handle(
      it.office,
      it.asked,
      it.errand('after-commit', async () => {
        queueMicrotask(it.strike);
        await stored.promise;
        return answer('decided');
      }),
    );
    await expect
      .poll(() => it.happened)
      .toEqual(['acknowledged', expect.stringContaining('told: Still working')]);
    stored.resolve();
    await handled;
    expect(it.happened.slice(2)).toEqual(['told: decided']);
  });

  test('carries the options of a search', async () => {
    const it = scene();
    const options = [{ text: { type: 'plain_text', text: 'x' }, value: 'x' }] as const;
    await handle(
      it.office,
      { ...it.asked, what: 'options' },
      it.errand('with-result', async () => ({ kind: 'options', options: [...options] })),
    );
    expect(it.happened).toEqual([`acknowledged ${JSON.stringify({ options })}`]);
  });

  test('of a refused decision comes too', async () => {
    const it = scene();
    await handle(
      it.office,
      it.asked,
      it.errand('after-commit', async () => Promise.reject(new UserError('Not yours.'))),
    );
    expect(it.happened).toEqual(['acknowledged', 'told: Not yours.']);
  });

  test('that does not reach Slack does not cost the answer', async () => {
    const it = scene({ ackFails: true });
    await handle(
      it.office,
      it.asked,
      it.errand('first', async () => answer('ok')),
    );
    expect(it.happened).toEqual(['acknowledged', 'told: ok']);
    expect(it.log.lines.map(({ event }) => event)).toEqual(['an acknowledgement did not reach Slack']);
  });
});

test('a repetition is acknowledged and does nothing', async () => {
  const it = scene();
  const errand = it.errand('after-commit', async () => answer('ok'));
  await handle(it.office, it.asked, errand);
  await handle(it.office, it.asked, errand);
  expect(it.happened).toEqual(['acknowledged', 'told: ok', 'acknowledged']);
});

test('a stranger gets nothing done', async () => {
  const it = scene({ stranger: true });
  await handle(
    it.office,
    it.asked,
    it.errand('first', async () => {
      it.happened.push('done');
      return answer('ok');
    }),
  );
  expect(it.happened).toEqual(['acknowledged', 'told: I answer members of this workspace only.']);
});

describe('what is counted of an answer', () => {
  test.each([
    ['ok', async () => answer('ok')],
    ['refused', async () => Promise.reject(new UserError('No.'))],
    ['vendor_failed', async () => Promise.reject(new ExternalServiceError('GitHub', 'It answers 502.'))],
    ['broken', async () => Promise.reject(new Error('no'))],
  ])('is its verb and that it was %s', async (outcome, run) => {
    const it = scene();
    await handle(it.office, it.asked, it.errand('first', run));
    expect(it.answers).toEqual([`decide: ${outcome}`]);
  });
});
