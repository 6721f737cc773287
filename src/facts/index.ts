import type { FactCatalogue } from '../domain/fact.ts';
import { attested } from './attested.ts';
import { catalogueOf } from './catalogue.ts';
import { ci } from './ci.ts';
import { coverage } from './coverage.ts';
import { custom } from './custom.ts';
import { deploys } from './deploys.ts';
import { git } from './git.ts';
import { incidents } from './incidents.ts';
import { links } from './links.ts';
import { monitors } from './monitors.ts';
import type { NamespaceSchema } from './namespace.ts';
import { oncall } from './oncall.ts';
import { ownership } from './ownership.ts';
import { service } from './service.ts';
import { slo } from './slo.ts';
import { vcs } from './vcs.ts';
import { vulnerabilities } from './vulnerabilities.ts';

/** All that can be known, in the order in which the reference page tells it. */
export const namespaces: readonly NamespaceSchema[] = [
  service,
  git,
  vcs,
  ci,
  oncall,
  incidents,
  monitors,
  slo,
  coverage,
  vulnerabilities,
  deploys,
  links,
  ownership,
  attested,
  custom,
];

/** What expressions are checked against. */
export const factCatalogue: FactCatalogue = catalogueOf(namespaces);
