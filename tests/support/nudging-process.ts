/** A bot that plans reminders and sends them once, as a process of its own. Dies where FAIL_AT says. */
import { openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { literalDirectory } from './literal-directory.ts';
import { EVERYBODY, planAndSend } from './plan-and-send.ts';

const {
  READY_HOME = '',
  FAIL_AT = '',
  AT = '',
  SLACK_API_URL: apiUrl = '',
  SLACK_BOT_TOKEN = '',
} = process.env;
const config = await readConfig({ READY_HOME, FAIL_AT }, { cwd: READY_HOME });
const app = await openApp({
  ...{ config, database: config.playgroundDatabase, access: 'write', profiles: EVERYBODY },
  directory: literalDirectory().directory,
  clock: { now: () => Number(AT) + Math.floor(performance.now()) },
  log: { debug() {}, info() {}, warn() {}, error: (fields, event) => console.error(event, fields) },
});
await planAndSend(app, { apiUrl, botToken: SLACK_BOT_TOKEN });
await app.close();
