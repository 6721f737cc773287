/**
 * A bot that does one thing about an exception, as a process of its own. Dies where FAIL_AT says. `ASK`: what is asked,
 * by whom; `ACT`: what is done to which exception, by whom; each as JSON.
 */
import { openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { literalDirectory } from './literal-directory.ts';

const { READY_HOME = '', FAIL_AT = '', AT = '', ASK, ACT } = process.env;
const config = await readConfig({ READY_HOME, FAIL_AT }, { cwd: READY_HOME });
const app = await openApp({
  config,
  database: config.playgroundDatabase,
  access: 'write',
  clock: { now: () => Number(AT) },
  log: { debug() {}, info() {}, warn() {}, error: (fields, event) => console.error(event, fields) },
  directory: literalDirectory().directory,
});
const { ask, act } = app.verbs.exceptions;
if (ASK !== undefined) {
  const { viewer, asked } = JSON.parse(ASK);
  console.log(JSON.stringify(await ask(viewer, asked)));
}
if (ACT !== undefined) {
  const { viewer, id, done } = JSON.parse(ACT);
  console.log(JSON.stringify(await act(viewer, id, done)));
}
await app.close();
