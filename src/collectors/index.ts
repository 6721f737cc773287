import { catalog } from './catalog.ts';
import type { Collector } from './collector.ts';
import { file } from './file.ts';
import { git } from './git.ts';

/** All collectors, in the order of precedence where ready.yml gives none. */
export const collectors: readonly Collector[] = [catalog, git, file];
