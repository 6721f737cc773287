import { z } from 'zod';
import { ExternalServiceError } from '../domain/errors.ts';
import { HOUR, MINUTE } from '../domain/instant.ts';
import { createSafeFetch } from './calling/safe-fetch.ts';
import { serviceFacts } from './catalog/service-facts.ts';
import { defineCollector } from './collector.ts';
import { createAskApi } from './http/ask-api.ts';
import { httpSettings } from './http/settings.ts';
import { type Outcome, toldFacts } from './http/told-facts.ts';

/** For whatever has no collector of its own: ready.yml says where to ask, and what the answer means. */
export const http = defineCollector({
  name: 'http',
  vendor: 'HTTP',
  summary:
    'Any JSON API that ready.yml describes: an address for each service, and an expression for each fact.',
  fills: ({ apis }) => apis.flatMap(({ facts }) => facts.map(({ path }) => path)),
  interval: HOUR,
  maxAge: ({ max_age }) => max_age,
  timeout: MINUTE,
  concurrency: 8,
  settings: httpSettings,
  secrets: z.object({}).catchall(z.string()),
  mentions: ({ apis }) =>
    apis.flatMap(({ headers }) => Object.values(headers).flatMap(({ variables }) => variables)),
  open: ({ settings, secrets, clock, wait, standIns }) => {
    const { allow_hosts: allowHosts, http_hosts: httpHosts } = settings;
    const fetch = createSafeFetch({ allowHosts, httpHosts, standIns });
    return settings.apis.map((api) => ({ api, ask: createAskApi(api, { secrets, fetch, clock, wait }) }));
  },
  async collect(service, { shared: apis, settings, flags, dependents, previous = [], now, signal }) {
    const about = { ...serviceFacts(service, flags), dependents: dependents && [...dependents] };
    const outcomes = await Promise.all(
      apis.map(async ({ api, ask }): Promise<Outcome> => {
        try {
          return { api, ...(await ask(service, about, signal)) };
        } catch (error) {
          if (!(error instanceof ExternalServiceError)) throw error;
          return { api, kind: 'failed', reason: error.message };
        }
      }),
    );
    const own = previous.filter(({ collector }) => collector === 'http');
    const documents = new Map(own.map((document) => [document.namespace, document]));
    return toldFacts(outcomes, now, { documents, maxAge: settings.max_age });
  },
});
