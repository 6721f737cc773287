import { UserError } from '../domain/errors.ts';
import { decide, type Refusal } from '../domain/exceptions/decide.ts';
import type { Exception } from '../domain/exceptions/exception.ts';
import { may, type Viewer } from '../domain/rights.ts';
import type { Context } from './context.ts';
import type { AskOutcome, ExceptionAsk } from './exception-views.ts';
import { wordProblems } from './exceptions/check-ask.ts';
import { decidersOf, questionAbout } from './exceptions/deciders.ts';
import { effectsOf } from './exceptions/effects.ts';
import { exceptionLines } from './exceptions/exception-lines.ts';
import { exceptionTransaction, keepChange, refusedAct } from './exceptions/keep-change.ts';
import { exceptionSubject, standingToShow } from './exceptions/standing.ts';
import { refuseStrangers } from './reachable-service.ts';
import { checkedPart, knownOne, wordsOf } from './request-exception.ts';
import { merged } from './review-exceptions.ts';

/**
 * Changes what is asked while nobody has decided; all are asked anew. The service stays. Throws a `UserError` where it
 * is not the viewer's to change, or too late.
 */
export async function editException(
  context: Context,
  viewer: Viewer,
  id: string,
  ask: ExceptionAsk,
): Promise<AskOutcome> {
  refuseStrangers(viewer);
  const { store, policy, directory, clock } = context;
  const standing = await standingToShow(context, id);
  const sees =
    standing !== undefined && may(viewer, 'see-exceptions', exceptionSubject(viewer, standing, context));
  if (!sees) throw new UserError('There is no such exception. `/ready exceptions` lists them.');
  const { record, rules, inForce } = standing;
  const { part, problems, ruleProblems } = await checkedPart(context, viewer, ask, record, rules);
  const all = [...ruleProblems, ...wordProblems(ask), ...problems];
  if (all.length > 0) return { kind: 'invalid', problems: all };
  const { tier, requester } = standing.exception;
  const question = questionAbout({ tier, rules: part.rules, kind: ask.kind, requester }, record, {
    rules,
    policy,
  });
  const { fallback, admins } = standing.exception.asked;
  const deciders = await decidersOf(directory, policy, { ...question, fallback, admins });
  const asked = {
    ...wordsOf(ask),
    rules: part.rules,
    kind: ask.kind,
    askedUntil: part.until,
    approvalsRequired: question.required,
  };
  const result = await exceptionTransaction(store, async (ports): Promise<Exception | Refusal | 'gone'> => {
    const before = await ports.exceptions.byId(id);
    if (before === undefined) return 'gone';
    const by = { id: viewer.id, name: viewer.name };
    const decision = decide(
      before,
      { kind: 'edit', by, asked },
      { approver: false, admin: false },
      clock.now(),
    );
    if (decision.kind === 'refused') {
      const about = { id, exception: before };
      await ports.audit.append([refusedAct(viewer, 'edit', decision.why, about, clock.now())]);
      return decision.why;
    }
    const after = { ...decision.exception, asked: merged(before.asked, deciders) };
    const known = await knownOne(ports, after, clock.now());
    if (known !== undefined) return known;
    await keepChange({ context, ports, inForce, record }, { before, after, became: 'edited', by });
    return after;
  });
  if (typeof result === 'string') throw new UserError(UNCHANGED[result] ?? 'It cannot be changed any more.');
  const [exception] = await exceptionLines(store.catalog, rules, [result]);
  if (exception === undefined) throw new Error('the edited exception has no line');
  if (result.id !== id) return { kind: 'known', exception };
  const about = { id, rules: ask.rules, until: result.until };
  return { kind: 'asked', exceptions: [exception], effect: await effectsOf(context, record.key, about) };
}

const UNCHANGED: Partial<Record<Refusal | 'gone', string>> = {
  'not-the-requester': 'Only who asked for it can change it.',
  'already-decided': 'It is decided already, so it cannot be changed. Ask for a new one.',
};
