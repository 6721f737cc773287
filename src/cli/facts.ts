import type { JsonObject } from '../domain/json.ts';
import type { FactsView } from '../use-cases/show-details.ts';
import { isoOrNull } from './shell/documents.ts';
import { theService } from './shell/the-service.ts';
import { renderFacts } from './terminal/facts.ts';
import { defineVerb } from './verb.ts';

export const facts = defineVerb({
  name: 'facts',
  summary: 'Show what is known of a service, and since when',
  arguments: [
    { usage: '<service>', description: 'its id, an earlier id, its repository, channel or a link of it' },
  ],
  options: [],
  json: `
{ service: id,
  facts[{ namespace, collector, collected_at, stale, error, failed_at,
          values[{ path, value }], notes[{ path, reason }] }] }
A path is as rules write it: vcs.default_branch.required_approvals.`,
  async run({ words: [asked = ''] }, workshop) {
    const { verbs, viewer } = await workshop.read();
    const { service } = await theService(verbs, viewer, asked);
    const details = await verbs.showDetails(viewer, service.id);
    return {
      exit: 0,
      document: { service: service.id, facts: details.facts.map(factsDocument) },
      render: (page) => renderFacts(service.id, details.facts, page),
    };
  },
});

function factsDocument(view: FactsView): JsonObject {
  const full = (path: string) => (path === '' ? view.namespace : `${view.namespace}.${path}`);
  return {
    namespace: view.namespace,
    collector: view.collector,
    collected_at: isoOrNull(view.collectedAt),
    stale: view.stale,
    error: view.error,
    failed_at: isoOrNull(view.failedAt),
    values: view.values.map(({ path, value }) => ({ path: full(path), value })),
    notes: view.notes.map(({ path, reason }) => ({ path: full(path), reason })),
  };
}
