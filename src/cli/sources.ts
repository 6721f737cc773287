import { SECOND } from '../domain/instant.ts';
import type { JsonObject } from '../domain/json.ts';
import type { SourceView } from '../use-cases/show-sources.ts';
import { isoOrNull } from './shell/documents.ts';
import { renderSources } from './terminal/sources.ts';
import { defineVerb } from './verb.ts';

export const sources = defineVerb({
  name: 'sources',
  summary: 'Show where facts come from: what each collector lacks, its last answer, errors and rates',
  arguments: [],
  options: [],
  json: `
{ sources[{ collector, vendor, fills[], configured, lacks: null or what in words, every_seconds, services, failing, due,
            last_good_at, last_error: null or { message, at }, outage_since, paused_until,
            rate: null or { limit, remaining, resets_at } }] }
In order of precedence. The exit code is 1 while a collector answers nobody.`,
  async run(_call, workshop) {
    const { verbs, viewer } = await workshop.read();
    const view = await verbs.showSources(viewer);
    return {
      exit: view.sources.some(({ outageSince }) => outageSince !== null) ? 1 : 0,
      document: { sources: view.sources.map(sourceDocument) },
      render: (page) => renderSources(view, page),
    };
  },
});

function sourceDocument(source: SourceView): JsonObject {
  const { collector, vendor, fills, configured, interval, services, failing, due, lastError, rate } = source;
  return {
    ...{ collector, vendor, fills: [...fills], configured: configured === true },
    lacks: configured === true ? null : configured.lacks,
    every_seconds: interval / SECOND,
    ...{ services, failing, due },
    last_good_at: isoOrNull(source.lastGoodAt),
    last_error: lastError === null ? null : { message: lastError.message, at: isoOrNull(lastError.at) },
    outage_since: isoOrNull(source.outageSince),
    paused_until: isoOrNull(source.pausedUntil),
    rate:
      rate === null
        ? null
        : { limit: rate.limit, remaining: rate.remaining, resets_at: isoOrNull(rate.resetsAt) },
  };
}
