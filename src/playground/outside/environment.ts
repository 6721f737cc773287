import type { Config } from '../../config.ts';
import { LOAD_TESTS_TOKEN } from './load-tests.ts';

/** With which variables a collector is pointed at its stand-in, whose usual credentials these are. */
export const ENVIRONMENT = {
  github: (url: string) => ({ GITHUB_API_URL: url, GITHUB_TOKEN: 'ghs_playground' }),
  pagerduty: (url: string) => ({ PAGERDUTY_API_URL: url, PAGERDUTY_TOKEN: 'pd-token' }),
  datadog: (url: string) => ({
    DATADOG_API_URL: url,
    DATADOG_API_KEY: 'dd-api',
    DATADOG_APP_KEY: 'dd-app',
  }),
  prometheus: (url: string) => ({ PROMETHEUS_URL: url }),
  codecov: (url: string) => ({ CODECOV_API_URL: url, CODECOV_TOKEN: 'codecov-token' }),
  sonarqube: (url: string) => ({ SONARQUBE_URL: url, SONARQUBE_TOKEN: 'sonar-token' }),
  circleci: (url: string) => ({ CIRCLECI_API_URL: url, CIRCLECI_TOKEN: 'circle-token' }),
  snyk: (url: string) => ({ SNYK_API_URL: url, SNYK_TOKEN: 'snyk-token' }),
  slack: (url: string) => ({ SLACK_API_URL: `${url}/api/`, SLACK_BOT_TOKEN: 'xoxb-local' }),
  // These two are asked by the names of their hosts, which lead to the stand-ins.
  links: () => ({}),
  http: () => ({ LOAD_TESTS_TOKEN }),
} satisfies Record<string, (url: string) => Readonly<Record<string, string>>>;

export type VendorName = keyof typeof ENVIRONMENT;

export const VENDORS = Object.keys(ENVIRONMENT) as readonly VendorName[]; // Its own keys.

/** For whoever only looks at what was collected: all is configured, and nobody answers. */
export function closedSecrets({ secrets }: Pick<Config, 'secrets'>): Config['secrets'] {
  const nowhere = VENDORS.map((name) => ENVIRONMENT[name]('http://127.0.0.1:9'));
  return secretsOver(Object.assign({}, ...nowhere), secrets);
}

/** Of the environment only where git lies. */
export function secretsOver(
  given: Readonly<Record<string, string>>,
  environment: Config['secrets'],
): Config['secrets'] {
  return (names) => ({
    ...environment(names.filter((name) => name === 'PATH')),
    ...Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name))),
  });
}
