import { UserError } from '../domain/errors.ts';
import type { Exception } from '../domain/exceptions/exception.ts';
import { DAY } from '../domain/instant.ts';
import { may, type Viewer } from '../domain/rights.ts';
import type { Context } from './context.ts';
import type { ExceptionFilter } from './exception-ports.ts';
import type { ExceptionListing } from './exception-views.ts';
import { decidersOf, questionOf, rememberingDirectory } from './exceptions/deciders.ts';
import { exceptionLines, withFollowUp } from './exceptions/exception-lines.ts';
import { type RulesInForce, rulesInForce } from './exceptions/rules-in-force.ts';
import { exceptionSubject } from './exceptions/standing.ts';
import { reachableService, refuseStrangers } from './reachable-service.ts';
import { findRules } from './rule-names.ts';
import { visible } from './service-lines.ts';

const PAGE_SIZE = 12;
const EXPIRES_SOON = 7 * DAY;
const WORDS = ['pending', 'mine', 'to-decide', 'expiring'] as const;
type Word = (typeof WORDS)[number];

interface Meant {
  readonly words: readonly Word[];
  readonly filter: ExceptionFilter;
  readonly understood: string;
}

/**
 * Exceptions that meet all of `query`, newest first (`expiring`: the next to end first); without `query` those that
 * are open. Guests see those of their own team. Throws a `UserError` that says what to type.
 */
export async function listExceptions(
  context: Context,
  viewer: Viewer,
  query: string,
  offset: number,
): Promise<ExceptionListing> {
  refuseStrangers(viewer);
  const { words, filter, understood } = await meantBy(context, viewer, query);
  const rules = rulesInForce(await context.scorecards());
  const { items, total, from } =
    words.includes('to-decide') || words.includes('expiring')
      ? pageOf(await sifted(context, viewer, { words, filter, rules }), offset)
      : await listed(context, filter, offset);
  const lines = await exceptionLines(context.store.catalog, rules, items);
  const told = await Promise.all(lines.map((line) => withFollowUp(context, line)));
  return { query: understood, page: { items: told, total, offset: from, size: PAGE_SIZE } };
}

interface Found {
  readonly items: readonly Exception[];
  readonly total: number;
  readonly from: number;
}

/** A button can be older than the list, which may have become shorter since. */
function within(offset: number, total: number): number {
  return Math.min(offset, Math.floor(Math.max(0, total - 1) / PAGE_SIZE) * PAGE_SIZE);
}

async function listed({ store }: Context, filter: ExceptionFilter, offset: number): Promise<Found> {
  const page = await store.exceptions.list(filter, { offset, limit: PAGE_SIZE });
  const from = within(offset, page.total);
  if (from === offset) return { ...page, from };
  return { ...(await store.exceptions.list(filter, { offset: from, limit: PAGE_SIZE })), from };
}

function pageOf(all: readonly Exception[], offset: number): Found {
  const from = within(offset, all.length);
  return { items: all.slice(from, from + PAGE_SIZE), total: all.length, from };
}

/** What the database alone cannot tell: who decides is asked of Slack, and the end gives the order. */
async function sifted(
  context: Context,
  viewer: Viewer,
  {
    words,
    filter,
    rules,
  }: { readonly words: readonly Word[]; readonly filter: ExceptionFilter; readonly rules: RulesInForce },
): Promise<readonly Exception[]> {
  const all = await allOf(context, filter);
  const decidable = words.includes('to-decide') ? await mineToDecide(context, viewer, all, rules) : all;
  return words.includes('expiring') ? decidable.toSorted((a, b) => a.until - b.until) : decidable;
}

async function allOf({ store }: Context, filter: ExceptionFilter): Promise<readonly Exception[]> {
  const found: Exception[] = [];
  for (;;) {
    const { items } = await store.exceptions.list(filter, { offset: found.length, limit: 500 });
    found.push(...items);
    if (items.length < 500) return found;
  }
}

async function mineToDecide(
  context: Context,
  viewer: Viewer,
  all: readonly Exception[],
  rules: RulesInForce,
): Promise<readonly Exception[]> {
  const { store, policy } = context;
  const directory = rememberingDirectory(context.directory);
  const records = await store.catalog.byKeys([...new Set(all.map(({ serviceKey }) => serviceKey))]);
  const mine: Exception[] = [];
  for (const exception of all) {
    const record = records.get(exception.serviceKey);
    const isDone = exception.approvals.some(({ by }) => by.id === viewer.id);
    if (record === undefined || isDone || exception.requester.id === viewer.id) continue;
    const deciders = await decidersOf(directory, policy, questionOf(exception, record, { rules, policy }));
    const subject = exceptionSubject(viewer, { exception, record, deciders }, context);
    if (may(viewer, 'decide-exception', subject)) mine.push(exception);
  }
  return mine;
}

async function meantBy(context: Context, viewer: Viewer, query: string): Promise<Meant> {
  const typed = query
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  let filter: ExceptionFilter = await visibleTo(context, viewer);
  const words: Word[] = [];
  const understood: string[] = [];
  for (const one of typed) {
    const [, key = '', value = ''] = /^(service|rule):(.+)$/i.exec(one) ?? [];
    const word = WORDS.find((known) => known === one.toLowerCase());
    if (word !== undefined) words.push(word);
    else if (key.toLowerCase() === 'service') filter = await ofService(context, viewer, filter, value);
    else if (key !== '') filter = { ...filter, rule: await ruleKey(context, viewer, value) };
    else throw new UserError(unknownWord(one));
    understood.push(one.toLowerCase());
  }
  const isNarrow =
    words.includes('mine') || filter.rule !== undefined || typed.some((one) => /^service:/i.test(one));
  const open = isNarrow ? {} : { states: ['pending', 'approved'] as const };
  const meanings = words.map((word) => meaningOf(word, context, viewer));
  const meant = Object.assign({ ...open, ...filter }, ...meanings) as ExceptionFilter;
  return { words, filter: meant, understood: understood.join(' ') };
}

function meaningOf(word: Word, { clock }: Context, viewer: Viewer): ExceptionFilter {
  switch (word) {
    case 'pending':
    case 'to-decide':
      return { states: ['pending'] };
    case 'mine':
      return { requester: viewer.id };
    case 'expiring':
      return { states: ['approved'], until: clock.now() + EXPIRES_SOON };
  }
}

/** Guests see the exceptions of their own teams' services, whatever they filter by. */
async function visibleTo({ store, scorecards }: Context, viewer: Viewer): Promise<ExceptionFilter> {
  if (!viewer.guest) return {};
  const { primary } = await scorecards();
  const page = { offset: 0, limit: 10_000 };
  const rows = await store.catalog.list(visible({}, viewer), page, primary?.compiled.scorecard.id ?? null);
  return { serviceKeys: rows.items.map(({ key }) => key) };
}

async function ofService(
  context: Context,
  viewer: Viewer,
  filter: ExceptionFilter,
  value: string,
): Promise<ExceptionFilter> {
  const { key } = await reachableService(context, viewer, value, 'see-exceptions');
  return { ...filter, serviceKeys: [key] };
}

/** Of a rule that is gone its key is taken as it is: its exceptions are history. */
async function ruleKey({ scorecards }: Context, viewer: Viewer, value: string): Promise<string> {
  const [rule, another] = findRules(await scorecards(), viewer, value);
  if (another !== undefined && rule !== undefined)
    throw new UserError(
      `Several scorecards have a rule “${value}”. Say which: \`rule:${rule.scorecard.id}/${rule.rule.id}\` or \`rule:${another.scorecard.id}/${another.rule.id}\`.`,
    );
  if (rule !== undefined) return `${rule.scorecard.id}/${rule.rule.id}`;
  if (value.includes('/')) return value;
  throw new UserError(`There is no rule “${value}”. \`/ready explain\` lists them all.`);
}

function unknownWord(word: string): string {
  return `I don't know “${word}”. Use \`pending\`, \`mine\`, \`to-decide\`, \`expiring\`, \`service:…\` or \`rule:…\`, for example \`/ready exceptions expiring\`.`;
}
