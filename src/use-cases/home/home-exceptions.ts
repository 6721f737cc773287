import type { Exception } from '../../domain/exceptions/exception.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import type { ExceptionLine } from '../exception-views.ts';
import { exceptionLines } from '../exceptions/exception-lines.ts';
import type { RulesInForce } from '../exceptions/rules-in-force.ts';
import type { HomeOf } from '../home-views.ts';
import type { Page } from '../service-rows.ts';

const OPEN = ['pending', 'approved'] as const;

interface Asked {
  readonly of: HomeOf;
  /** Of the services that the Home is about; null = all. */
  readonly keys: readonly string[] | null;
  readonly rules: RulesInForce;
  readonly most: number;
}

type Reading = Pick<Context, 'store'>;

/** Open ones that the viewer asked for, or of these services; the next to end first. */
export async function homeExceptions(
  context: Reading,
  viewer: Viewer,
  { of, keys, rules, most }: Asked,
): Promise<Page<ExceptionLine>> {
  const open = await openOnes(context, viewer, { of, keys });
  const sooner = open.items.toSorted((a, b) => a.until - b.until).slice(0, most);
  const lines = await exceptionLines(context.store.catalog, rules, sooner);
  return { items: lines.filter(({ service }) => service.id !== ''), total: open.total };
}

async function openOnes(
  { store }: Reading,
  viewer: Viewer,
  { of, keys }: Pick<Asked, 'of' | 'keys'>,
): Promise<Page<Exception>> {
  // The newest thousand: of more of them nobody looks for the next end here.
  const page = { offset: 0, limit: 1_000 };
  if (of.kind === 'me') return store.exceptions.list({ requester: viewer.id, states: OPEN }, page);
  if (keys === null) return store.exceptions.list({ states: OPEN }, page);
  const found = [...(await store.exceptions.open(keys)).values()].flat();
  return { items: found, total: found.length };
}
