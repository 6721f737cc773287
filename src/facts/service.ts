import { z } from 'zod';
import { defineNamespace, entry, list, map, moment, text } from './namespace.ts';

/** What the catalog says: who answers for the service, what it is, where to look. Filled by `catalog`. */
export const service = defineNamespace(
  {
    name: 'service',
    words: 'the catalog',
    summary: 'What the catalog says about the service: what it is, who answers for it, where to look.',
  },
  {
    id: text('Slug of the service, stable for ever.', 'id'),
    name: text('Name of the service.', 'name'),
    description: text('What it does, in a sentence.', 'description'),
    type: text('What kind of thing it is: service, website, worker, library, resource, …', 'type'),
    lifecycle: text('experimental, production or deprecated.', 'lifecycle'),
    tier: text('Id of the tier: how much customers depend on it.', 'tier'),
    system: text('Id of the system, the product for customers that it is part of.', 'system'),
    owner: text('Id of the team that answers. Absent when what was declared is no known team.', 'owner'),
    owner_declared: text('The owner word for word as its source declares it.', 'declared owner'),
    also: list(z.string(), 'Ids of further teams that see it.', 'further teams'),
    channel: text('The Slack channel where people reach its team.', 'channel'),
    repo: text('Its first repository, such as github.com/acme/shop.', 'repository'),
    repos: list(
      entry({
        url: text('The repository, such as github.com/acme/shop.', 'repository'),
        paths: list(z.string(), 'For a part of a monorepo: the globs that belong to it.', 'paths'),
      }),
      'All its repositories.',
      'repositories',
    ),
    links: list(
      entry({
        type: text('logs, runbook, dashboard, docs, playbook, rollback, …', 'type'),
        title: text('What the link is called.', 'title'),
        url: text('Where it leads.', 'address'),
      }),
      'All links.',
      'links',
    ),
    link: map(
      z.string(),
      'The first link of each type, so that `has(service.link.runbook)` asks for one.',
      'link',
    ),
    tags: list(z.string(), 'Free words.', 'tags'),
    depends_on: list(
      z.string(),
      'Ids of the services that it needs. Empty = said out loud that there are none; absent = unsaid.',
      'outgoing dependencies',
    ),
    dependents: list(z.string(), 'Ids of the services that say they need it.', 'services that depend on it'),
    annotations: map(
      z.string(),
      'Ids in other systems: `service.annotations["pagerduty.com/service-id"]`.',
      'annotation',
    ),
    formerly: list(z.string(), 'Earlier ids and nicknames.', 'former ids'),
    verified_at: moment(
      'When its team last said in Slack that owner, tier, channel and links are still true.',
      'last verification',
    ),
    flags: list(
      z.string(),
      'Doubts about its catalog entry: no-owner, dangling-dependency, dependency-cycle, unknown-system, …',
      'doubts about its catalog entry',
    ),
  },
);
