/** Files on their way to the one who asked: over real Bolt and a local workspace. */
import { afterEach, expect, test } from 'vitest';
import { literalMap } from '../support/literal-map.ts';
import { type Bot, expectNoViolations, SCOPES, startBot } from '../support/slack-bot.ts';

let bot: Bot;
afterEach(() => bot.close());

async function start(without: readonly string[] = []): Promise<void> {
  const scopes = SCOPES.filter((scope) => !without.includes(scope));
  bot = await startBot('socket', { workspace: { app: { scopes } } });
}

const inGeneral = () => bot.workspace.visibleTo('ana', 'general');
const inDirect = () => bot.workspace.messages('DANA');
const files = () => [...bot.workspace.slack.files.values()];

async function ask(text: string): Promise<void> {
  await bot.workspace.command('ana', text, { channel: 'general' });
}

test('a map comes as text where it was asked for, and as a picture to the asker alone', async () => {
  await start();
  await ask('report map');
  const direct = await bot.workspace.until(() => inDirect().at(-1));
  expect(inGeneral()).toMatchObject([{ ephemeralTo: 'UANA', files: [] }]);
  expect(inGeneral()[0]?.text).toContain('% of what is known is ok');
  expect(direct.text).toContain('6 services on Production readiness');
  const [file] = files();
  expect(file).toMatchObject({
    mimetype: 'image/png',
    channels: ['DANA'],
    title: 'Readiness map · Production readiness',
  });
  expect(file?.name).toMatch(/^readiness-map-\d{4}-\d\d-\d\d\.png$/);
  expect(file?.altText).toMatch(/^Heat map. 6 services/);
  expect([...(file?.bytes?.slice(1, 4) ?? [])]).toEqual([...'PNG'].map((letter) => letter.charCodeAt(0)));
  expectNoViolations(bot);
});

test('a trend does too, and the numbers of a map at a press', async () => {
  await start();
  await ask('report trend payments-api dark');
  await bot.workspace.until(() => inDirect().length === 1);
  await ask('report map');
  await bot.workspace.until(() => inDirect().length === 2);
  const message = await bot.workspace.until(() => inGeneral()[1]);
  await bot.workspace.click('ana', message, 'map-csv');
  await bot.workspace.until(() => inDirect().length === 3);
  expect(files().map(({ name }) => name.replace(/-\d[\d-]+/, ''))).toEqual([
    'readiness-trend.png',
    'readiness-map.png',
    'readiness-map.csv',
  ]);
  const csv = new TextDecoder().decode(files().at(-1)?.bytes ?? undefined);
  expect(csv.split('\r\n')).toHaveLength(1 + literalMap({ services: 6 }).rows.length * 12 + 1);
  expectNoViolations(bot);
});

test('without the permission to send files the text stands, and what is missing is said', async () => {
  await start(['files:write']);
  await ask('report map');
  const sentence = await bot.workspace.until(() => inGeneral()[1]);
  expect(sentence.text).toContain('I may not send files here');
  expect(sentence.text).toContain('`files:write`');
  expect(inGeneral()[0]?.text).toContain('% of what is known is ok');
});

test('without the permission to open a conversation the file follows a message to it', async () => {
  await start(['im:write']);
  await ask('report map');
  const messages = await bot.workspace.until(() => inDirect().length === 2 && inDirect());
  expect(messages.map(({ files: sent }) => sent.length)).toEqual([0, 1]);
  expect(bot.workspace.violations.map(({ error }) => error)).toEqual(['missing_scope']);
});
