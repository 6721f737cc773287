import { admin } from './admin.ts';
import { adminAudit } from './admin-audit.ts';
import { adminCollect } from './admin-collect.ts';
import { adminJobs } from './admin-jobs.ts';
import { adminOwners } from './admin-owners.ts';
import { adminRollout } from './admin-rollout.ts';
import { adminSources } from './admin-sources.ts';
import type { Command } from './command.ts';
import { exceptions } from './exceptions.ts';
import { exceptionsNew } from './exceptions-new.ts';
import { explain } from './explain.ts';
import { help } from './help.ts';
import { initiatives } from './initiatives.ts';
import { list } from './list.ts';
import { lookUp } from './look-up.ts';
import { mine } from './mine.ts';
import { report } from './report.ts';
import { reportMap } from './report-map.ts';
import { reportRelease } from './report-release.ts';
import { reportShow } from './report-show.ts';
import { reportTrend } from './report-trend.ts';

/** Every verb, in the order of `/ready help`. */
export const commands: readonly Command[] = [
  lookUp,
  mine,
  list,
  explain,
  exceptions,
  exceptionsNew,
  initiatives,
  report,
  reportMap,
  reportTrend,
  reportRelease,
  reportShow,
  admin,
  adminSources,
  adminCollect,
  adminRollout,
  adminOwners,
  adminJobs,
  adminAudit,
  help,
];
