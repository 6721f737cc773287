/**
 * What is read of Snyk's REST API, in its own words. https://docs.snyk.io/snyk-api/reference/issues and …/projects;
 * fixability came with https://docs.snyk.io/snyk-api (REST Issues API, GA since 2024-01-23).
 */
import { z } from 'zod';
import { ExternalServiceError } from '../../domain/errors.ts';
import type { Caller } from '../calling/caller.ts';

export interface Snyk {
  readonly caller: Caller;
  /** Of the API: a date. */
  readonly version: string;
}

const target = z.object({
  id: z.string(),
  attributes: z.object({ display_name: z.string().nullish(), url: z.string().nullish() }).nullish(),
});

const project = z.object({
  id: z.string(),
  attributes: z.object({
    name: z.string(),
    /** `sast`, `terraformconfig`, or the package manager: `npm`. */
    type: z.string(),
    status: z.string(),
    target_file: z.string().nullish(),
  }),
  relationships: z.object({ target: z.object({ data: target.nullish() }).nullish() }).nullish(),
});
export type Project = z.infer<typeof project>;

const coordinate = z.object({
  is_fixable_snyk: z.boolean().nullish(),
  is_fixable_upstream: z.boolean().nullish(),
  is_pinnable: z.boolean().nullish(),
  is_upgradeable: z.boolean().nullish(),
  representations: z.array(z.object({ sourceLocation: z.object({ file: z.string() }).nullish() })).nullish(),
});

const issue = z.object({
  id: z.string(),
  attributes: z.object({
    type: z.string(),
    effective_severity_level: z.string(),
    status: z.string(),
    ignored: z.boolean(),
    created_at: z.iso.datetime({ offset: true }),
    coordinates: z.array(coordinate).nullish(),
  }),
});
export type Issue = z.infer<typeof issue>['attributes'] & { readonly id: string };

/** All projects of an organisation, with their targets. Undefined = it is not there, or the token may not see it. */
export function findProjects(
  snyk: Snyk,
  organisation: string,
  signal: AbortSignal,
): Promise<readonly Project[] | undefined> {
  const path = `/rest/orgs/${encodeURIComponent(organisation)}/projects`;
  return allPages(snyk, { path, query: { expand: 'target' }, entry: project, signal });
}

/** What is open in a project and not ignored. */
export async function openIssues(
  snyk: Snyk,
  organisation: string,
  id: string,
  signal: AbortSignal,
): Promise<readonly Issue[]> {
  const path = `/rest/orgs/${encodeURIComponent(organisation)}/issues`;
  const query = { 'scan_item.id': id, 'scan_item.type': 'project', status: 'open', ignored: 'false' };
  const found = await allPages(snyk, { path, query, entry: issue, signal });
  if (found === undefined)
    throw new ExternalServiceError('Snyk', 'Snyk answers 404 for issues of a project that it lists');
  return found
    .map(({ id: key, attributes }) => ({ id: key, ...attributes }))
    .filter(({ status, ignored }) => status === 'open' && !ignored);
}

interface ListQuestion<Entry> {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly entry: z.ZodType<Entry>;
  readonly signal: AbortSignal;
}

/** All pages of a list, each entry once. One page that fails fails the whole; 404 of the first is an answer. */
async function allPages<Entry extends { readonly id: string }>(
  { caller, version }: Snyk,
  { path, query, entry, signal }: ListQuestion<Entry>,
): Promise<readonly Entry[] | undefined> {
  const schema = pageOf(entry);
  const entries = new Map<string, Entry>();
  const first = { ...query, version, limit: '100' };
  const asked = new Set<string>();
  for (let next: Readonly<Record<string, string>> | undefined = first; next !== undefined; ) {
    const page =
      next === first
        ? await caller.find({ path, query: next, schema, signal })
        : await caller.ask({ path, query: next, schema, signal });
    if (page === undefined) return undefined;
    for (const one of page.value.data) entries.set(one.id, one);
    next = cursorOf(page.value.links?.next);
    const cursor = JSON.stringify(next);
    if (asked.has(cursor)) throw new ExternalServiceError('Snyk', 'Snyk leads from a page back to itself');
    asked.add(cursor);
  }
  return [...entries.values()];
}

const link = z.union([z.string(), z.object({ href: z.string() })]);

function pageOf<Entry>(entry: z.ZodType<Entry>) {
  return z.object({ data: z.array(entry), links: z.object({ next: link.nullish() }).nullish() });
}

/** Of the link to the next page only what it asks for: the address stays ours, and so do the credentials. */
function cursorOf(
  next: z.infer<typeof link> | null | undefined,
): Readonly<Record<string, string>> | undefined {
  if (next == null) return undefined;
  const { searchParams } = new URL(typeof next === 'string' ? next : next.href, 'https://snyk.invalid');
  return Object.fromEntries(searchParams);
}
