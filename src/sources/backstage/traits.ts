import { isWebAddress } from '../../documents/field-shapes.ts';
import type { Link, Repository } from '../../domain/catalog.ts';
import { repositoryAddress } from '../../domain/repository-address.ts';
import { slug } from '../../domain/slug.ts';
import type { Entity } from './entity.ts';

/** Backstage has no tier: it is a label (`tier: "1"`, `acme.com/tier: tier-1`) or a tag (`tier-1`). */
export function tierOf({ metadata }: Entity): string | undefined {
  const label = Object.entries(metadata.labels ?? {}).find(([key]) => /(^|\/)tier$/i.test(key))?.[1];
  const tag = metadata.tags?.find((word) => /^tier(?:[-:]\w|\d)/i.test(word));
  const written = label ?? tag;
  if (written === undefined || slug(written) === '') return undefined;
  const number = /^(?:tier[-:\s]?)?(\d+)$/i.exec(written.trim())?.[1];
  return number === undefined ? slug(written) : `tier-${number}`;
}

/** Where Backstage's integrations say that the source is, the most precise first. */
export function repositoriesOf({ metadata }: Entity): Repository[] {
  const annotations = metadata.annotations ?? {};
  const written = [
    annotations['backstage.io/source-location'],
    prefixed('github.com', annotations['github.com/project-slug']),
    prefixed('gitlab.com', annotations['gitlab.com/project-slug']),
  ];
  const found = written.flatMap((address) => (address && repositoryAddress(address)) || []);
  return found.filter(({ url }, index) => found.findIndex((other) => other.url === url) === index);
}

function prefixed(host: string, project: string | undefined): string | undefined {
  return project === undefined ? undefined : `${host}/${project}`;
}

/** Links that no browser opens (relative ones, `mailto:`) say nothing to a reader of the card. */
export function linksOf({ metadata }: Entity): Link[] {
  return (metadata.links ?? [])
    .filter(({ url }) => isWebAddress(url))
    .map(({ url, title, type, icon }) => ({ type: linkType(type, title, icon), title: title ?? url, url }));
}

const TYPES: readonly (readonly [type: string, words: RegExp])[] = [
  ['runbook', /run[- ]?book/i],
  ['playbook', /play[- ]?book/i],
  ['rollback', /roll[- ]?back/i],
  ['logs', /\blogs?\b|logging/i],
  ['dashboard', /dash[- ]?board/i],
  ['docs', /\bdocs?\b|documentation/i],
];

/** Backstage's `type` is optional and seldom there, while titles and icons say what rules ask for. */
function linkType(type: string | undefined, title = '', icon = ''): string {
  if (type !== undefined) return type.toLowerCase();
  return TYPES.find(([, words]) => words.test(title) || words.test(icon))?.[0] ?? 'link';
}
