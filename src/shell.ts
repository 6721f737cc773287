/** The process behind `npx ready`: one verb on a terminal, over the same home and database as the bot. */
import { enableCompileCache } from 'node:module';
import { shellVerbs } from './cli/index.ts';
import { runProcess } from './cli/shell/run-process.ts';
import { bindWorkshop } from './shell/bind-workshop.ts';
import { VERSION } from './version.ts';

// A shell verb lives for a moment, most of which would go into compiling what the last one compiled.
enableCompileCache();
await runProcess({ verbs: shellVerbs, version: VERSION, bind: bindWorkshop });
