import { UserError } from '../domain/errors.ts';
import { type Asked, decide, type Refusal } from '../domain/exceptions/decide.ts';
import type { Exception } from '../domain/exceptions/exception.ts';
import { may, type Viewer } from '../domain/rights.ts';
import type { Context } from './context.ts';
import type { AskOutcome, ExceptionAsk } from './exception-views.ts';
import { type AskProblem, wordProblems } from './exceptions/check-ask.ts';
import { checkedPart, type Part, wordsOf } from './exceptions/checked-parts.ts';
import { type Deciders, decidersOf, questionAbout } from './exceptions/deciders.ts';
import { effectsOf } from './exceptions/effects.ts';
import { exceptionLines } from './exceptions/exception-lines.ts';
import { keepChange, refusedAct } from './exceptions/keep-change.ts';
import { knownOne } from './exceptions/known-one.ts';
import { exceptionSubject, type Standing, standingToShow } from './exceptions/standing.ts';
import { tooFewProblem } from './exceptions/too-few.ts';
import { refuseStrangers } from './reachable-service.ts';
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
  const standing = await standingToShow(context, id);
  const sees =
    standing !== undefined && may(viewer, 'see-exceptions', exceptionSubject(viewer, standing, context));
  if (!sees) throw new UserError('There is no such exception. `/ready exceptions` lists them.');
  const { part, problems, ruleProblems } = await checkedPart(
    context,
    viewer,
    ask,
    standing.record,
    standing.rules,
  );
  const all = [...ruleProblems, ...wordProblems(ask), ...problems];
  if (all.length > 0) return { kind: 'invalid', problems: all };
  const edit = await editOf(context, standing, ask, part);
  if (edit.few !== undefined) return { kind: 'invalid', problems: [edit.few] };
  const result = await keepEdited(context, viewer, standing, edit);
  if (typeof result === 'string') throw new UserError(UNCHANGED[result] ?? 'It cannot be changed any more.');
  const [exception] = await exceptionLines(context.store.catalog, standing.rules, [result]);
  if (exception === undefined) throw new Error('the edited exception has no line');
  if (result.id !== id) return { kind: 'known', exception };
  const about = { id, rules: ask.rules, until: result.until };
  const effect = await effectsOf(context, standing.record.key, about);
  return { kind: 'asked', exceptions: [exception], effect };
}

interface Edit {
  readonly asked: Asked;
  readonly deciders: Deciders;
  /** Why nobody could agree to it. */
  readonly few: AskProblem | undefined;
}

async function editOf(
  { policy, directory }: Context,
  { exception, record, rules }: Standing,
  ask: ExceptionAsk,
  part: Part,
): Promise<Edit> {
  const { tier, requester } = exception;
  const about = { tier, rules: part.rules, kind: ask.kind, requester };
  const question = questionAbout(about, record, { rules, policy }, exception.asked);
  const deciders = await decidersOf(directory, policy, question);
  return {
    deciders,
    few: tooFewProblem(deciders, question),
    asked: {
      ...wordsOf(ask),
      rules: part.rules,
      kind: ask.kind,
      askedUntil: part.until,
      approvalsRequired: question.required,
    },
  };
}

/** The exception as it is now, or another that stands for one of its new rules, or why it could not be changed. */
function keepEdited(
  context: Context,
  viewer: Viewer,
  { exception: { id }, record, inForce }: Standing,
  { asked, deciders }: Edit,
): Promise<Exception | Refusal | 'gone'> {
  const now = context.clock.now();
  return context.store.transaction(async (ports) => {
    const before = await ports.exceptions.byId(id);
    if (before === undefined) return 'gone';
    const by = { id: viewer.id, name: viewer.name };
    const decision = decide(before, { kind: 'edit', by, asked }, { approver: false, admin: false }, now);
    if (decision.kind === 'refused') {
      await ports.audit.append([refusedAct(viewer, 'edit', decision.why, { id, exception: before }, now)]);
      return decision.why;
    }
    const after = { ...decision.exception, asked: merged(before.asked, deciders) };
    const known = await knownOne(ports, after, now);
    if (known !== undefined) return known;
    await keepChange({ context, ports, inForce, record }, { before, after, became: 'edited', by });
    return after;
  });
}

const UNCHANGED: Partial<Record<Refusal | 'gone', string>> = {
  'not-the-requester': 'Only who asked for it can change it.',
  'already-decided': 'It is decided already, so it cannot be changed. Ask for a new one.',
};
