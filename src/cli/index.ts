import { audit } from './audit.ts';
import { collect } from './collect.ts';
import { evaluate } from './evaluate.ts';
import { evidence } from './evidence.ts';
import { facts } from './facts.ts';
import { importVerb } from './import.ts';
import { init } from './init.ts';
import { jobs } from './jobs.ts';
import { report } from './report.ts';
import { show } from './show.ts';
import { sources } from './sources.ts';
import { token } from './token.ts';
import { validate } from './validate.ts';
import type { ShellVerb } from './verb.ts';

/** Every verb of `npx ready`, in the order in which help lists them. */
export const shellVerbs: readonly ShellVerb[] = [
  init,
  validate,
  importVerb,
  collect,
  evaluate,
  show,
  report,
  facts,
  sources,
  jobs,
  token,
  audit,
  evidence,
];
