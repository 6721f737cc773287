/**
 * A bot that plans reminders and sends them once, as a process of its own; with PLAN it only plans, with DECIDE
 * (`{ viewer, id, decision }`) an admin decides about what is held. Dies where FAIL_AT says.
 */
import { openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { planNudges } from '../../src/use-cases/plan-nudges.ts';
import { literalDirectory } from './literal-directory.ts';
import { EVERYBODY, planAndSend } from './plan-and-send.ts';

const {
  READY_HOME = '',
  FAIL_AT = '',
  AT = '',
  PLAN,
  DECIDE,
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
app.context.planning.settle();
if (DECIDE !== undefined) {
  const { viewer, id, decision } = JSON.parse(DECIDE);
  await app.verbs.nudges.decideStorm(viewer, id, decision);
} else if (PLAN !== undefined) await planNudges(app.context, app.context.clock.now());
else await planAndSend(app, { apiUrl, botToken: SLACK_BOT_TOKEN });
await app.close();
