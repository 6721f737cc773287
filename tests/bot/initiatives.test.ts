/** Initiatives over a local workspace: real Bolt, store, use-cases, job and outbox. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { outboxOver } from '../../src/bot/outbox.ts';
import { laterDirectory } from '../../src/bot/slack-directory.ts';
import { DAY } from '../../src/domain/instant.ts';
import { keepInitiatives } from '../../src/use-cases/initiatives/keep-initiatives.ts';
import { runningClock } from '../../src/workspace/clock.ts';
import { drawn } from '../support/bot-at-work.ts';
import { CARD, CATALOG } from '../support/exceptions-home.ts';
import { credentials, expectNoViolations, SCOPES, startBot, WAYS, type Way } from '../support/slack-bot.ts';
import { factsFile, openSmallHome, START } from '../support/small-home.ts';

const EVERYBODY = ['omar', 'lea', 'root', 'gil'];
const PEOPLE = [
  ...['omar', 'lea', 'root'].map((name) => ({ name, email: `${name}@acme.test` })),
  { name: 'gil', email: 'gina@acme.test', isRestricted: true },
];

async function atWork(way: Way) {
  const directory = laterDirectory();
  const clock = runningClock(START);
  const home = await openSmallHome(
    {
      'catalog/all.yml': CATALOG,
      'scorecards/readiness.yml': CARD,
      'facts.yml': factsFile({ approvals: 0 }),
    },
    onTestFinished,
    { directory, clock },
  );
  const bot = await startBot(way, {
    verbs: home.app.verbs,
    workspace: {
      people: PEOPLE,
      channels: [
        { name: 'general', members: EVERYBODY },
        { name: 'payments', members: EVERYBODY },
      ],
      app: { scopes: [...SCOPES, 'im:write'] },
    },
    slack: { clock, workspace: home.app.store.workspace },
  });
  directory.connect(bot.slack.directory);
  const outbox = outboxOver(
    { app: home.app, log: bot.log },
    credentials(bot.workspace, way),
    home.config,
    home.config.playgroundDatabase,
  );
  await outbox.start();
  onTestFinished(async () => {
    await outbox.stop();
    await bot.close();
  });
  const { workspace } = bot;
  const until = <T>(probe: () => T | undefined | false | null): Promise<T> => {
    outbox.kick();
    return workspace.until(probe);
  };
  const saying = (user: string, where: string, words: string) =>
    until(() => workspace.visibleTo(user, where).findLast((one) => drawn(one).includes(words)));
  const modal = (user: string, words: string) =>
    until(() => {
      const view = workspace.openView(user);
      return (
        view !== undefined && JSON.stringify([view.title, view.submit, view.blocks]).includes(words) && view
      );
    });
  const idOf = (name: string) =>
    [...workspace.slack.people.values()].find((one) => one.name === name)?.id ?? '';
  const channel = workspace.slack.conversations.values().find((one) => one.name === 'payments')?.id ?? '';
  return { ...bot, home, clock, saying, modal, idOf, channel };
}

describe.each(WAYS)('over %s', (way) => {
  test('a member begins one, its channel hears of it, it is extended, and nobody else may', {
    timeout: 30_000,
  }, async () => {
    const it = await atWork(way);
    const { workspace } = it;
    await workspace.command('omar', 'initiatives', { channel: 'general' });
    await workspace.click('omar', await it.saying('omar', 'general', 'No initiative yet'), 'initiative-new');
    let view = await it.modal('omar', 'Save draft');
    await workspace.click('omar', view, 'initiative-change:filter', 'tier:tier-1');
    view = await it.modal('omar', 'Choose rules to see');
    const rules = 'rules readiness';
    const typed = {
      title: 'Four eyes',
      why: 'A typo in a price has cost customers money.',
      [rules]: ['approval'],
      filter: 'team:payments',
      date: '2026-04-01',
      owner: it.idOf('omar'),
      channel: it.channel,
      start: 'start',
    };
    await workspace.submit('omar', view, typed);
    view = await it.modal('omar', '*2 services of 1 team*');
    const { errors } = await workspace.submit('omar', view);
    expect(errors).toEqual({});
    view = await it.modal('omar', 'Not there yet');
    const started = await it.saying('lea', 'payments', 'Starts: 2 services of 1 team by');

    await workspace.click('lea', started, 'initiative-open');
    expect(drawn(await it.modal('lea', 'Not there yet'))).not.toContain('initiative-extend');
    await workspace.click('gil', started, 'initiative-open');
    await it.modal('gil', 'As a guest');

    await workspace.click('omar', view, 'initiative-extend');
    view = await it.modal('omar', 'The new last day');
    expect(
      (await workspace.submit('omar', view, { until: '2026-03-20', said: 'Late.' })).errors,
    ).toHaveProperty('until');
    await workspace.submit('omar', view, { until: '2026-05-01', said: 'Vendors are late.' });
    await it.modal('omar', 'The deadline is moved.');
    await it.saying('lea', 'payments', 'Omar: Vendors are late.');

    it.clock.advance(60 * DAY);
    await keepInitiatives(it.home.app.context);
    await it.saying('lea', 'payments', 'Its time is over, and not all are there.');
    expectNoViolations(it);
  });
});
