import { expect, onTestFinished, test } from 'vitest';
import { createDelivery } from '../../../src/slack/delivery.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { sqliteUrls } from '../../support/databases.ts';
import { LOOKING } from '../../support/delivering.ts';
import { NO_PICTURES } from '../../support/literal-map.ts';
import { NO_NUDGES } from '../../support/literal-nudges.ts';
import { NO_UPKEEP } from '../../support/literal-upkeep.ts';
import { intentOf, note, POLICY } from '../../support/message-kinds.ts';
import { expectNoViolations, SCOPES, startBot, WAYS } from '../../support/slack-bot.ts';

const urls = sqliteUrls();

test.each(WAYS)(
  'while Slack wants no messages for ten minutes, people are answered at once (%s)',
  async (way) => {
    const bot = await startBot(way, { workspace: { app: { scopes: [...SCOPES, ...LOOKING] } } });
    const { workspace, log } = bot;
    const store = await openStore(await urls());
    const delivery = createDelivery({
      credentials: { botToken: workspace.credentials.botToken, apiUrl: workspace.apiUrl },
      kinds: [note],
      store,
      deps: {
        policy: POLICY,
        vendorOf: (collector) => collector,
        exception: async () => null,
        batch: async () => null,
        nudges: NO_NUDGES,
        upkeep: NO_UPKEEP,
        pictures: NO_PICTURES,
        initiative: async () => null,
      },
      alone: true,
      clock: { now: Date.now },
      log,
    });
    onTestFinished(async () => {
      await Promise.all([delivery.stop(), bot.close()]);
      await store.close();
    });
    workspace.faults.push({ method: 'chat.postMessage', times: 1, kind: 'ratelimited', retryAfter: 600 });
    const posted = () => workspace.calls.filter(({ method }) => method === 'chat.postMessage');
    await store.messages.add([
      intentOf('1', Date.now(), { audience: { kind: 'person', person: 'UBO' } }),
      intentOf('2', Date.now(), { audience: { kind: 'channel', channel: 'CGENERAL' } }),
    ]);
    await delivery.start();
    await workspace.until(() => posted().length > 0);
    const asked = await workspace.command('ana', 'help', { channel: 'general' });
    expect(asked).toMatchObject({ ok: true });
    expect(asked.ms).toBeLessThan(3_000);
    const [answer] = await workspace.until(() => {
      const seen = workspace.visibleTo('ana', 'general').filter(({ ephemeralTo }) => ephemeralTo === 'UANA');
      return seen.length > 0 && seen;
    });
    expect(answer?.text).toContain('What you can type');
    expect(posted().filter(({ error }) => error === 'ratelimited')).toHaveLength(1);
    expectNoViolations(bot);
  },
);
