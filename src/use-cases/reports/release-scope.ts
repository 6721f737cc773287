import type { System } from '../../domain/catalog.ts';
import { UserError } from '../../domain/errors.ts';
import { withDescendants } from '../../domain/hierarchy.ts';
import { type Named, nearest } from '../../domain/nearest.ts';
import { may, type Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import { visibleNames } from '../look-up.ts';
import { subjectOf } from '../resolve-viewer.ts';
import type { ServiceRow } from '../service-rows.ts';

/** Nobody reads more of them, and they are kept for ever. */
const MOST = 1_000;

export type ReleasedService = Pick<ServiceRow, 'key' | 'id' | 'name' | 'tier'>;

export interface ReleaseScope {
  /** "Checkout", "payments-api and ledger". */
  readonly title: string;
  /** Each once. */
  readonly services: readonly ReleasedService[];
}

interface Part {
  readonly title: string;
  readonly services: readonly ReleasedService[];
}

type Reading = Pick<Context, 'store' | 'policy'>;

/**
 * The services that a release consists of. `words`: ids of services or systems, blanks or commas between; or a
 * system's whole name. Throws a `UserError` that names what is not there for this viewer.
 */
export async function releaseScope(context: Context, viewer: Viewer, words: string): Promise<ReleaseScope> {
  const asked = [...new Set(words.split(/[\s,]+/).filter((word) => word !== ''))];
  if (asked.length === 0) throw new UserError(HOW);
  if (asked.length > MOST) throw new UserError(`A release has at most ${MOST} services.`);
  // A guest would take the part that they see for the whole.
  const systems = viewer.guest ? [] : await context.store.catalog.systems();
  const whole = asked.length > 1 ? await systemPart(context, systems, words.trim()) : undefined;
  const parts = whole === undefined ? await partsOf(context, viewer, systems, asked) : [whole];
  const services = [...new Map(parts.flatMap((part) => part.services).map((one) => [one.key, one])).values()];
  const title = titleOf(parts);
  if (services.length === 0) throw new UserError(`${title} has no services, so there is nothing to release.`);
  if (services.length > MOST)
    throw new UserError(`${title} has ${services.length} services. A release has at most ${MOST}.`);
  return { title, services };
}

const HOW =
  'Say what is to be released: services or a system, as in `/ready report release payments-api ledger`.';

async function partsOf(
  context: Context,
  viewer: Viewer,
  systems: readonly System[],
  asked: readonly string[],
): Promise<readonly Part[]> {
  const parts: Part[] = [];
  const missing: string[] = [];
  for (const word of asked) {
    const part = (await servicePart(context, viewer, word)) ?? (await systemPart(context, systems, word));
    if (part === undefined) missing.push(word);
    else parts.push(part);
  }
  if (missing.length > 0) throw new UserError(await notThere(context, viewer, systems, missing));
  return parts;
}

async function servicePart(
  { store, policy }: Reading,
  viewer: Viewer,
  word: string,
): Promise<Part | undefined> {
  const record = await store.catalog.find(word);
  if (record === undefined || !may(viewer, 'see-service', subjectOf(record, viewer, policy)))
    return undefined;
  const { id, name, tier } = record.service;
  return { title: id, services: [{ key: record.key, id, name, tier }] };
}

async function systemPart(
  { store }: Reading,
  systems: readonly System[],
  asked: string,
): Promise<Part | undefined> {
  const word = asked.toLowerCase();
  const system = systems.find(({ id, name }) => [id, name].some((one) => one.toLowerCase() === word));
  if (system === undefined) return undefined;
  const filter = { systems: [...withDescendants(system.id, systems)] };
  const { items } = await store.catalog.list(filter, { offset: 0, limit: MOST + 1 }, null);
  return { title: system.name, services: items };
}

function titleOf(parts: readonly Part[]): string {
  const titles = parts.map(({ title }) => title);
  if (titles.length > 3) return `${titles.slice(0, 2).join(', ')} and ${titles.length - 2} more`;
  return titles.length < 2 ? titles.join('') : `${titles.slice(0, -1).join(', ')} and ${titles.at(-1)}`;
}

async function notThere(
  context: Context,
  viewer: Viewer,
  systems: readonly System[],
  missing: readonly string[],
): Promise<string> {
  const names = await visibleNames(context, viewer, await context.store.catalog.names());
  const candidates: readonly Named[] = [...names, ...systems];
  const told = missing.slice(0, 5).map((word) => {
    const [near] = nearest(word, candidates, 1);
    return `“${word}”${near === undefined ? '' : ` (did you mean \`${near.id}\`?)`}`;
  });
  const rest = missing.length - told.length;
  const scope = viewer.guest ? "As a guest you can check your own team's services." : HOW;
  return `There is no service or system ${told.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}. ${scope}`;
}
