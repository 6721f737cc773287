/** What the world does to exceptions: services go, tiers rise, rules change their meaning. */
import { hash } from 'node:crypto';
import { type Act, decide } from '../domain/exceptions/decide.ts';
import type { Asking, Exception } from '../domain/exceptions/exception.ts';
import type { Context } from './context.ts';
import { type Deciders, decidersOf, questionOf, rememberingDirectory } from './exceptions/deciders.ts';
import { keepChange } from './exceptions/keep-change.ts';
import { type RulesInForce, rulesInForce } from './exceptions/rules-in-force.ts';
import { type TermsNow, termsNow } from './exceptions/terms-now.ts';
import type { ServiceRecord } from './ports.ts';

const REVIEWED = 'exceptions reviewed against';
const PAGE = 200;

/**
 * Looks at all open exceptions where catalog, scorecards or tiers have changed since it last did: what nobody agreed
 * to in its present form is asked again, and what it was about being gone ends it. Returns how many changed.
 */
export async function reviewExceptions(given: Context): Promise<number> {
  const context = { ...given, directory: rememberingDirectory(given.directory) };
  const against = await worldNow(context);
  if ((await context.store.marks.read(REVIEWED)) === against) return 0;
  const rules = rulesInForce(await context.scorecards());
  const now = context.clock.now();
  let changed = 0;
  for (const exception of await openExceptions(context)) {
    const records = await context.store.catalog.byKeys([exception.serviceKey]);
    const terms = termsNow(
      exception,
      records.get(exception.serviceKey),
      { rules, policy: context.policy },
      now,
    );
    if (terms.kind !== 'same' && (await reviewException(context, exception.id))) changed += 1;
  }
  await context.store.marks.write(REVIEWED, against);
  return changed;
}

async function worldNow({ store, scorecards, policy }: Context): Promise<string> {
  const { all } = await scorecards();
  const versions = all.map(({ compiled, version }) => [compiled.scorecard.id, version]);
  const world = [await store.catalog.revision(), versions, policy.tiers];
  return hash('sha256', JSON.stringify(world), 'base64url');
}

/** Read before anything is changed: what ends would move the pages. */
export async function openExceptions(
  { store }: Pick<Context, 'store'>,
  states: readonly ('pending' | 'approved')[] = ['pending', 'approved'],
): Promise<readonly Exception[]> {
  const found: Exception[] = [];
  for (;;) {
    const { items } = await store.exceptions.list({ states }, { offset: found.length, limit: PAGE });
    found.push(...items);
    if (items.length < PAGE) return found;
  }
}

/**
 * Voids or ends one exception if the world has changed under it; whether it did. That does not wait for Slack: where it
 * does not say who decides, they are asked once it does.
 */
export async function reviewException(context: Context, id: string): Promise<boolean> {
  const { store, policy, clock } = context;
  const inForce = await context.scorecards();
  const rules = rulesInForce(inForce);
  const looked = await termsOf(context, id, rules);
  const act = looked === undefined ? null : actOf(looked.terms);
  if (looked === undefined || act === null) return false;
  const asked = await askedThen(context, looked, rules);
  return store.transaction(async (ports) => {
    const [before, records] = await Promise.all([
      ports.exceptions.byId(id),
      ports.catalog.byKeys([looked.record.key]),
    ]);
    const record = records.get(looked.record.key);
    if (before === undefined || record === undefined) return false;
    const still = termsNow(before, record, { rules, policy }, clock.now());
    if (JSON.stringify(still) !== JSON.stringify(looked.terms)) return false;
    const decision = decide(before, act, { approver: false, admin: false }, clock.now());
    if (decision.kind === 'refused') return false;
    const after = { ...decision.exception, asked: askedNow(before.asked, asked) };
    const change = { before, after, became: decision.became, by: null };
    return keepChange({ context, ports, inForce, record }, change, { why: act.reason });
  });
}

interface Looked {
  readonly exception: Exception;
  readonly record: ServiceRecord;
  readonly terms: TermsNow;
}

async function termsOf(
  { store, policy, clock }: Context,
  id: string,
  rules: RulesInForce,
): Promise<Looked | undefined> {
  const exception = await store.exceptions.byId(id);
  if (exception === undefined) return undefined;
  const record = (await store.catalog.byKeys([exception.serviceKey])).get(exception.serviceKey);
  if (record === undefined) return undefined;
  return { exception, record, terms: termsNow(exception, record, { rules, policy }, clock.now()) };
}

function actOf(terms: TermsNow): Extract<Act, { kind: 'void' | 'cancel' }> | null {
  if (terms.kind === 'gone') return { kind: 'cancel', reason: terms.reason };
  return terms.kind === 'other' ? { kind: 'void', reason: terms.reason, now: terms.now } : null;
}

/** Whom the terms of now want asked; null: nobody, it ends. Whatever keeps Slack from telling keeps nothing in force. */
async function askedThen(
  { directory, policy }: Context,
  { exception, record, terms }: Looked,
  rules: RulesInForce,
): Promise<Deciders | 'unresolved' | null> {
  if (terms.kind !== 'other') return null;
  const under = { ...exception, ...terms.now };
  const question = questionOf(under, record, { rules, policy });
  return decidersOf(directory, policy, question).catch(() => 'unresolved' as const);
}

function askedNow(before: Asking, asked: Deciders | 'unresolved' | null): Asking {
  if (asked === null) return before;
  return asked === 'unresolved' ? { ...before, unresolved: true } : merged(before, asked);
}

/** Who was asked stays: their messages go on following the state. */
export function merged(before: Asking, { people, fallback, admins }: Deciders): Asking {
  return {
    channel: before.channel,
    people: [...new Set([...before.people, ...people.map(({ id }) => id)])],
    fallback,
    admins,
  };
}
