import { z } from 'zod';
import { DAY, HOUR, MINUTE, SECOND } from '../domain/instant.ts';
import { hostName } from './calling/host-name.ts';
import { createSafeFetch } from './calling/safe-fetch.ts';
import { defineCollector } from './collector.ts';
import { createLinkChecks } from './links/link-checks.ts';
import { linkFacts } from './links/link-facts.ts';

const INTERVAL = 12 * HOUR;
/** More of one service are not asked. */
const MOST_LINKS = 50;

/** Asks addresses that anybody may write into a catalog, so it asks only where ready.yml names it, and with care. */
export const links = defineCollector({
  name: 'links',
  vendor: 'The links',
  summary:
    'Whether the links of the catalog lead anywhere, without logging in anywhere. Needs `links: {}` in ready.yml; ' +
    'private addresses only of `allow_hosts`.',
  fills: ['links'],
  onlyIfNamed: true,
  interval: INTERVAL,
  maxAge: 3 * DAY,
  timeout: 3 * MINUTE,
  concurrency: 16,
  settings: z.strictObject({
    /** Hosts that may have private addresses, such as an internal wiki. */
    allow_hosts: z.array(hostName).default([]),
    /** Hosts that may be asked without TLS. */
    http_hosts: z.array(hostName).default([]),
    /** Hosts that answer 404 to strangers for what is private: their 404 says nothing. */
    hide_private: z
      .array(hostName)
      .default(['github.com', '*.github.com', 'raw.githubusercontent.com', 'gitlab.com', 'bitbucket.org']),
  }),
  secrets: z.object({}),
  open: ({ settings, clock, wait, standIns }) => ({
    check: createLinkChecks({
      fetch: createSafeFetch({
        allowHosts: settings.allow_hosts,
        httpHosts: settings.http_hosts,
        standIns,
      }),
      hidesPrivate: settings.hide_private,
      timeout: 5 * SECOND,
      // A little less than the interval, so that the next round asks anew.
      sameFor: INTERVAL - HOUR,
      clock,
      wait,
    }),
  }),
  async collect({ id, links: all }, { shared: { check }, signal, waiting }) {
    if (all.length === 0)
      return {
        links: { value: {}, absent: [{ path: '', reason: `no links: add some under \`links\` of ${id}` }] },
      };
    const checked = await Promise.all(
      all.slice(0, MOST_LINKS).map(async (link) => ({ link, ...(await check(link.url, signal, waiting)) })),
    );
    return { links: linkFacts(checked, all.length - checked.length) };
  },
});
