import { circleci } from './circleci.ts';
import { codecov } from './codecov.ts';
import { datadog } from './datadog.ts';
import { github } from './github.ts';
import { pagerduty } from './pagerduty.ts';
import { prometheus } from './prometheus.ts';
import { snyk } from './snyk.ts';
import { sonarqube } from './sonarqube.ts';
import type { StandIn } from './vendor.ts';

/** All stand-ins. */
export const vendors: readonly StandIn<never>[] = [
  datadog,
  github,
  pagerduty,
  prometheus,
  codecov,
  sonarqube,
  circleci,
  snyk,
];
