import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { ExternalServiceError } from '../../src/domain/errors.ts';
import type { Wait } from '../../src/slack/bolt/handle.ts';
import { afterFirstRead, createFirstStart, type FirstStart } from '../../src/use-cases/first-start.ts';
import { signature } from '../../src/workspace/delivery/http.ts';
import type { Message } from '../../src/workspace/slack.ts';
import { literalVerbs } from '../support/literal-verbs.ts';
import { sketch } from '../support/sketch.ts';
import { type Bot, type BotOptions, startBot, WAYS } from '../support/slack-bot.ts';
import { card } from '../support/view-models.ts';

/** Whatever escapes every promise of ours fails the test that it escapes in. */
const escaped: unknown[] = [];
const catchEscaped = (error: unknown) => escaped.push(error);
beforeEach(() => {
  process.on('unhandledRejection', catchEscaped);
});
afterEach(() => {
  process.off('unhandledRejection', catchEscaped);
  expect(escaped.splice(0)).toEqual([]);
});

/** Time that passes when the test says so: each wait ends by `pass`, or when it is called off. */
function slowTime(): { readonly wait: Wait; readonly pass: () => void } {
  const waiting = new Set<() => void>();
  return {
    wait: (_ms, signal) =>
      new Promise((resolve) => {
        waiting.add(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
        if (signal.aborted) resolve();
      }),
    pass() {
      for (const resolve of [...waiting]) resolve();
      waiting.clear();
    },
  };
}

/** A promise that the test keeps. */
function promised<T>() {
  return Promise.withResolvers<T>();
}

describe.each(WAYS)('over %s', (way) => {
  async function bot(options: BotOptions = {}): Promise<Bot> {
    const started = await startBot(way, options);
    onTestFinished(() => started.close());
    return started;
  }

  const seen = ({ workspace }: Bot, user = 'ana', channel = 'general') => workspace.visibleTo(user, channel);

  async function ask(to: Bot, text: string, user = 'ana'): Promise<Message> {
    const before = seen(to, user).length;
    await to.workspace.command(user, text, { channel: 'general' });
    return to.workspace.until(() => seen(to, user)[before]);
  }

  const errors = ({ log }: Bot) => log.lines.filter(({ level }) => level === 'error');

  test('our bug is told with a reference that the log explains, and nothing else is lost', async () => {
    const cause = new TypeError('undefined is not a card');
    const it = await bot({ verbs: { lookUp: async () => Promise.reject(cause) } });
    const answer = await ask(it, 'payments-api');
    const reference = /Something broke \(ref ([0-9a-f]{4})\)\. Nothing was lost\./.exec(answer.text)?.[1];
    expect(answer.ephemeralTo).toBe('UANA');
    expect(errors(it)).toEqual([
      { level: 'error', event: 'something broke', fields: { name: 'look-up', reference, err: cause } },
    ]);
    expect((await ask(it, 'help')).text).toMatch(/^What you can type/);
    expect(it.workspace.violations).toEqual([]);
  });

  test('a vendor that does not answer is named', async () => {
    const down = new ExternalServiceError('GitHub', 'It answers 502.');
    const it = await bot({ verbs: { lookUp: async () => Promise.reject(down) } });
    expect((await ask(it, 'payments-api')).text).toBe(
      'GitHub did not answer. It answers 502. Nothing was lost; try again in a minute.',
    );
    expect(errors(it)).toEqual([]);
  });

  test('a bug in a modal is told in the modal', async () => {
    const it = await bot({ verbs: { showDetails: async () => Promise.reject(new Error('no')) } });
    const asked = await ask(it, 'payments-api');
    await it.workspace.click('ana', asked, 'details');
    await it.workspace.until(() => {
      const view = it.workspace.openView('ana');
      return view !== undefined && sketch(view as never).includes('Something broke');
    });
    expect(it.workspace.violations).toEqual([]);
  });

  test('a bug in a search offers nothing, and is logged', async () => {
    const it = await bot({ verbs: { suggest: async () => Promise.reject(new Error('no')) } });
    await it.workspace.say('ana', 'general', 'good morning');
    await it.workspace.shortcut('ana', 'check-readiness', seen(it).at(-1) as Message);
    const view = await it.workspace.until(() => {
      const open = it.workspace.openView('ana');
      return open !== undefined && sketch(open as never).includes('pick') && open;
    });
    expect((await it.workspace.suggest('ana', view, 'pick', 'x')).options).toEqual([]);
    expect(errors(it).map(({ event }) => event)).toEqual(['a search failed']);
  });

  describe('slow work', () => {
    test('is acknowledged at once, announced after 2.5 seconds, and answered', async () => {
      const time = slowTime();
      const found = promised<void>();
      const it = await bot({
        wait: time.wait,
        verbs: {
          async lookUp() {
            await found.promise;
            return { kind: 'card', card: card() };
          },
        },
      });
      const delivery = await it.workspace.command('ana', 'payments-api', { channel: 'general' });
      expect(delivery).toMatchObject({ ok: true });
      expect(seen(it)).toEqual([]);
      await it.workspace.until(() => it.workspace.calls.some(({ method }) => method === 'users.info'));
      time.pass();
      expect((await it.workspace.until(() => seen(it)[0])).text).toContain('Still working on it');
      found.resolve();
      expect((await it.workspace.until(() => seen(it)[1])).text).toMatch(/^payments-api is/);
      expect(it.workspace.violations).toEqual([]);
    });

    test('of a search is acknowledged in time, with no options', async () => {
      const time = slowTime();
      const asked = promised<void>();
      const found = promised<[]>();
      const it = await bot({
        wait: time.wait,
        verbs: {
          suggest() {
            asked.resolve();
            return found.promise;
          },
        },
      });
      await it.workspace.say('ana', 'general', 'good morning');
      await it.workspace.shortcut('ana', 'check-readiness', seen(it).at(-1) as Message);
      const view = await it.workspace.until(() => {
        const open = it.workspace.openView('ana');
        return open !== undefined && sketch(open as never).includes('pick') && open;
      });
      const offered = it.workspace.suggest('ana', view, 'pick', 'x');
      await asked.promise;
      time.pass();
      expect((await offered).options).toEqual([]);
      expect(it.workspace.violations).toEqual([]);
      // The search goes on and on: a stop does not wait for it for ever.
      const stopped = it.slack.stop();
      time.pass();
      await stopped;
      found.resolve([]);
    });
  });

  describe('a first start', () => {
    const stages = () => createFirstStart({ kind: 'reading', services: null });
    const starting = async (first: FirstStart, wait?: Wait) =>
      bot({
        verbs: afterFirstRead(literalVerbs(), first),
        slack: { stage: first.stage },
        ...(wait === undefined ? {} : { wait }),
      });

    test('says what is waited for and how far it is, and answers by itself', async () => {
      const first = stages();
      const time = slowTime();
      const it = await starting(first, time.wait);
      await it.workspace.command('ana', 'payments-api', { channel: 'general' });
      await it.workspace.until(() => it.workspace.calls.some(({ method }) => method === 'users.info'));
      first.reach({ kind: 'reading', services: 1_200 });
      time.pass();
      const note = await it.workspace.until(() => seen(it)[0]);
      expect(note.text).toBe(
        'The catalog is being read for the first time: 1,200 services found, none judged yet. Your answer comes by itself.',
      );
      first.reach(null);
      expect((await it.workspace.until(() => seen(it)[1])).text).toMatch(/^payments-api is/);
      expect(it.workspace.violations).toEqual([]);
    });

    test('says so in a modal too, and fills it when it is done', async () => {
      const first = stages();
      const time = slowTime();
      const it = await starting(first, time.wait);
      await it.workspace.say('ana', 'general', 'payments-api is red');
      await it.workspace.shortcut('ana', 'check-readiness', seen(it).at(-1) as Message);
      const shows = (words: string) => () => {
        const view = it.workspace.openView('ana');
        return view !== undefined && sketch(view as never).includes(words);
      };
      await it.workspace.until(shows('Loading'));
      await it.workspace.until(() => it.workspace.calls.some(({ method }) => method === 'users.info'));
      time.pass();
      await it.workspace.until(shows('being read for the first time'));
      first.reach(null);
      await it.workspace.until(shows('payments-api · Bronze'));
      expect(it.workspace.violations).toEqual([]);
    });

    test('gives help at once', async () => {
      expect((await ask(await starting(stages()), 'help')).text).toMatch(/^What you can type/);
    });

    test('remarks under the heading of each answer that not everything is judged yet, until it is', async () => {
      const first = stages();
      const it = await starting(first);
      first.reach({ kind: 'judging', judged: 312, services: 10_000 });
      const early = await ask(it, 'payments-api');
      expect(sketch(early as never).split('\n')[1]).toContain(
        'judged for the first time: 312 of 10,000 so far',
      );
      expect(early.text).toMatch(/^payments-api is .* 312 of 10,000 so far/);
      await it.workspace.click('ana', early, 'details');
      await it.workspace.until(() => {
        const view = it.workspace.openView('ana');
        return view !== undefined && sketch(view as never).includes('312 of 10,000 so far');
      });
      first.reach(null);
      expect(sketch((await ask(it, 'payments-api')) as never)).not.toContain('for the first time');
      expect(it.workspace.violations).toEqual([]);
    });
  });

  describe('what Slack repeats', () => {
    const mention = (id: string) => ({
      type: 'event_callback',
      team_id: 'T0LOCAL',
      api_app_id: 'A0APP',
      event_id: id,
      event_time: 1,
      event: { type: 'app_mention', user: 'UANA', text: '<@U0BOT> help', ts: '1.1', channel: 'CGENERAL' },
    });
    const never = new AbortController().signal;

    test('an event that comes again does nothing twice', async () => {
      const it = await bot();
      const { transport } = it.workspace.slack;
      const retry = { attempt: 1, reason: 'http_timeout' };
      await transport.send({ kind: 'events_api', payload: mention('Ev1'), retry: null }, never);
      await it.workspace.until(() => seen(it).length === 1);
      const again = await transport.send({ kind: 'events_api', payload: mention('Ev1'), retry }, never);
      await transport.send({ kind: 'events_api', payload: mention('Ev2'), retry: null }, never);
      await it.workspace.until(() => seen(it).length === 2);
      expect(again.status).toBe('acked');
      expect(seen(it)).toHaveLength(2);
    });

    test('an event whose first attempt never arrived is answered', async () => {
      const it = await bot();
      const retry = { attempt: 2, reason: 'http_error' };
      await it.workspace.slack.transport.send({ kind: 'events_api', payload: mention('Ev3'), retry }, never);
      expect((await it.workspace.until(() => seen(it)[0])).text).toMatch(/^What you can type/);
    });

    test('a command that is played back does nothing twice', async () => {
      const checks: string[] = [];
      const verbs = literalVerbs();
      const it = await bot({
        verbs: {
          lookUp(viewer, words) {
            checks.push(words);
            return verbs.lookUp(viewer, words);
          },
        },
      });
      const sent: unknown[] = [];
      const { transport } = it.workspace.slack;
      it.workspace.slack.transport = {
        send(envelope, signal) {
          sent.push(envelope);
          return transport.send(envelope, signal);
        },
      };
      await ask(it, 'payments-api');
      const again = await transport.send(sent[0] as never, never);
      await ask(it, 'help');
      expect(again.status).toBe('acked');
      expect(checks).toEqual(['payments-api']);
    });
  });

  describe('when Slack refuses', () => {
    test('one rate-limited call costs that answer alone', async () => {
      const it = await bot();
      it.workspace.faults.push({ method: 'users.info', kind: 'ratelimited', times: 1, retryAfter: 600 });
      expect((await ask(it, 'payments-api')).text).toContain('Slack did not answer');
      expect((await ask(it, 'payments-api', 'bo')).text).toMatch(/^payments-api is/);
      expect((await ask(it, 'payments-api')).text).toMatch(/^payments-api is/);
    });

    test('a response URL that is used up is replaced by a message to the asker', async () => {
      const found = promised<void>();
      const it = await bot({
        verbs: {
          async lookUp() {
            await found.promise;
            return { kind: 'card', card: card() };
          },
        },
      });
      await it.workspace.command('ana', 'payments-api', { channel: 'general' });
      it.workspace.slack.responseUrls.clear();
      found.resolve();
      const answer = await it.workspace.until(() => seen(it)[0]);
      expect(answer).toMatchObject({ ephemeralTo: 'UANA' });
      expect(it.workspace.calls.at(-1)?.method).toBe('chat.postEphemeral');
      expect(errors(it)).toEqual([]);
    });

    test('an answer that fits nowhere in the channel comes by direct message', async () => {
      const it = await bot();
      it.workspace.faults.push({
        method: 'chat.postEphemeral',
        kind: 'error',
        error: 'user_not_in_channel',
        times: 1,
      });
      await it.workspace.mention('ana', 'general', 'payments-api');
      const answer = await it.workspace.until(() => seen(it, 'ana', '@ana')[0]);
      expect(answer.text).toMatch(/^payments-api is/);
    });

    test('an answer that fits nowhere at all is logged as lost', async () => {
      const it = await bot();
      it.workspace.faults.push({
        method: 'chat.postEphemeral',
        kind: 'error',
        error: 'user_not_in_channel',
        times: 9,
      });
      it.workspace.faults.push({
        method: 'chat.postMessage',
        kind: 'error',
        error: 'channel_not_found',
        times: 9,
      });
      await it.workspace.mention('ana', 'general', 'payments-api');
      await vi.waitFor(() => expect(errors(it).map(({ event }) => event)).toContain('an answer was lost'));
    });

    test('a modal that opens too late is told of', async () => {
      const it = await bot();
      const asked = await ask(it, 'payments-api');
      it.workspace.faults.push({
        method: 'views.open',
        kind: 'error',
        error: 'expired_trigger_id',
        times: 1,
      });
      await it.workspace.click('ana', asked, 'details');
      expect((await it.workspace.until(() => seen(it)[1])).text).toContain(
        'Slack did not open the window in time',
      );
      expect(errors(it)).toEqual([]);
    });

    test('a modal that was closed before its answer came is no trouble', async () => {
      const found = promised<void>();
      const verbs = literalVerbs();
      const it = await bot({
        verbs: {
          async showDetails(viewer, id) {
            await found.promise;
            return verbs.showDetails(viewer, id);
          },
        },
      });
      await it.workspace.click('ana', await ask(it, 'payments-api'), 'details');
      const loading = await it.workspace.until(() => it.workspace.openView('ana'));
      expect(sketch(loading as never)).toContain('Loading');
      await it.workspace.closeView('ana', loading, { all: true });
      found.resolve();
      await vi.waitFor(() =>
        expect(it.log.lines.map(({ event }) => event)).toContain(
          'a modal changed or closed before its answer came',
        ),
      );
      expect(errors(it)).toEqual([]);
    });

    test('sharing where the bot is not a member says how to invite it', async () => {
      const it = await bot();
      await it.workspace.say('bo', 'general', 'payments-api is red');
      await it.workspace.shortcut('ana', 'check-readiness', seen(it).at(-1) as Message);
      const view = await it.workspace.until(() => {
        const open = it.workspace.openView('ana');
        return open !== undefined && sketch(open as never).includes('share') && open;
      });
      it.workspace.faults.push({
        method: 'chat.postMessage',
        kind: 'error',
        error: 'not_in_channel',
        times: 1,
      });
      await it.workspace.click('ana', view, 'share');
      await it.workspace.until(() => {
        const open = it.workspace.openView('ana');
        return open !== undefined && sketch(open as never).includes('`/invite @Ready`');
      });
    });
  });

  test('revoked tokens show in the state', async () => {
    const it = await bot();
    expect(it.slack.state()).toMatchObject({ connected: true, revoked: false });
    await it.workspace.event({ type: 'tokens_revoked', tokens: { bot: ['U0BOT'] } });
    await it.workspace.until(() => it.slack.state().revoked);
  });

  test('a stop finishes what is being answered', async () => {
    const found = promised<void>();
    const it = await bot({
      verbs: {
        async lookUp() {
          await found.promise;
          return { kind: 'card', card: card() };
        },
      },
    });
    await it.workspace.command('ana', 'payments-api', { channel: 'general' });
    const stopped = it.slack.stop();
    expect(it.slack.state()).toMatchObject({ connected: false, underWay: 1 });
    found.resolve();
    await stopped;
    expect(seen(it)[0]?.text).toMatch(/^payments-api is/);
    await it.workspace.until(() => it.workspace.connections() === 0);
  });
});

describe('over http alone', () => {
  async function post(it: Bot, body: string, headers: Record<string, string>, path = '/slack/events') {
    return (await fetch(`${it.origin}${path}`, { method: 'POST', body, headers })).status;
  }

  test('only what Slack signed, and lately, is read', async () => {
    const it = await startBot('http');
    onTestFinished(() => it.close());
    const body = JSON.stringify({ type: 'url_verification', challenge: 'x' });
    const { signingSecret } = it.workspace.credentials;
    const json = { 'content-type': 'application/json' };
    expect(await post(it, body, { ...json, ...signature(signingSecret, body) })).toBe(200);
    expect(await post(it, body, { ...json, ...signature('another secret', body) })).toBe(401);
    expect(await post(it, `${body} `, { ...json, ...signature(signingSecret, body) })).toBe(401);
    expect(await post(it, body, { ...json, ...signature(signingSecret, body, Date.now() - 360_000) })).toBe(
      401,
    );
    expect(await post(it, body, json)).toBe(401);
    expect(await post(it, body, { ...json, ...signature(signingSecret, body) }, '/slack/else')).toBe(404);
    expect((await fetch(`${it.origin}/slack/events`)).status).toBe(404);
  });

  test('before the start and after the stop Slack is told to come again', async () => {
    const it = await startBot('http');
    onTestFinished(() => it.workspace.close());
    await it.slack.stop();
    expect(await post(it, '{}', {})).toBe(503);
  });
});
