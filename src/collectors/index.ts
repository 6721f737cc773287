import { catalog } from './catalog.ts';
import { circleci } from './circleci.ts';
import { codecov } from './codecov.ts';
import type { Collector } from './collector.ts';
import { datadog } from './datadog.ts';
import { file } from './file.ts';
import { git } from './git.ts';
import { github } from './github.ts';
import { http } from './http.ts';
import { links } from './links.ts';
import { pagerduty } from './pagerduty.ts';
import { prometheus } from './prometheus.ts';
import { push } from './push.ts';
import { slack } from './slack.ts';
import { snyk } from './snyk.ts';
import { sonarqube } from './sonarqube.ts';

/** All collectors, in the order of precedence where ready.yml gives none. */
export const collectors: readonly Collector[] = [
  catalog,
  github,
  git,
  pagerduty,
  datadog,
  prometheus,
  codecov,
  sonarqube,
  circleci,
  slack,
  links,
  http,
  snyk,
  file,
  push,
];
