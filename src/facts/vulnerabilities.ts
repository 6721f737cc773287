import { z } from 'zod';
import { count, defineNamespace, flag, group, list, moment } from './namespace.ts';

function severities(what: string) {
  return {
    critical: count(`Open ${what} of critical severity.`, `critical ${what}`),
    high: count(`Open ${what} of high severity.`, `high ${what}`),
    medium: count(`Open ${what} of medium severity.`, `medium ${what}`),
    low: count(`Open ${what} of low severity.`, `low ${what}`),
    total: count(`Open ${what} of any severity.`, `open ${what}`),
  };
}

function scanner(what: string, scan: string) {
  return group(
    {
      enabled: flag(
        `Whether ${scan} is switched on. Off, the counts have no value: nobody looked, which is not zero.`,
        scan,
        `${scan} is on`,
        `${scan} is off`,
      ),
      ...severities(what),
    },
    `What ${scan} finds.`,
    scan,
  );
}

/** Known weaknesses that are still open. A scanner that is off has no counts: that is never a zero. */
export const vulnerabilities = defineNamespace(
  {
    name: 'vulnerabilities',
    words: 'vulnerability scanning',
    summary: 'Known weaknesses that are still open, by severity. A scanner that is off never counts as zero.',
  },
  {
    part_of_monorepo: flag(
      'Whether the service is a part of a repository. Then findings in dependencies and code are those in its paths; leaked secrets are those of the whole repository.',
      'part of a monorepo',
      'it is a part of a repository',
      'it is the whole repository',
    ),
    scanners: list(z.string(), 'Who looks: dependabot, code-scanning, snyk, …', 'vulnerability scanners'),
    open: group(
      severities('vulnerabilities'),
      'Open findings in dependencies and code, over all scanners that are on; dismissed ones left out.',
      'open vulnerabilities',
    ),
    dependencies: scanner('vulnerable dependencies', 'dependency scanning'),
    code: scanner('code findings', 'code scanning'),
    secrets: group(
      {
        enabled: flag(
          'Whether secret scanning is switched on. Off, the count has no value.',
          'secret scanning',
          'secret scanning is on',
          'secret scanning is off',
        ),
        open: count('Secrets found in the history that are not revoked.', 'leaked secrets'),
      },
      'Secrets that were committed.',
      'secret scanning',
    ),
    fixable: count('Open findings for which a fixed version exists.', 'fixable vulnerabilities'),
    oldest_open_at: moment('When the oldest open finding was found.', 'oldest vulnerability'),
    oldest_critical_at: moment(
      'When the oldest open critical finding was found.',
      'oldest critical vulnerability',
    ),
  },
);
