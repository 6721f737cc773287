/** What all decisions have in common: what they are about, and what is answered when they are done or refused. */
import { UserError } from '../../../domain/errors.ts';
import type { DecideOutcome, ExceptionVerbs, ExceptionView } from '../../../use-cases/exception-views.ts';
import type { Answer } from '../../views/answer.ts';
import { SAID } from '../../views/exception-decisions.ts';
import { refusalMessage } from '../../views/exception-refusals.ts';
import { exceptionModal } from '../../views/exception-view.ts';
import type { Modal } from '../../views/message.ts';
import { type ExceptionTarget, readException, readQuestion } from '../../views/targets.ts';
import type { ActionContext, Form, Press } from '../action.ts';

/** An exception as it was pressed; `question`: where it is answered. */
export interface Pressed extends ExceptionTarget {
  readonly question?: number;
}

/** The exception that a button is about, as its presser saw it. */
export function pressedException(value: string): Pressed {
  const target = readException(value) ?? readQuestion(value);
  if (target === undefined)
    throw new UserError('That button is from an older message. `/ready exceptions` lists what waits.');
  return target;
}

/** What a decision's modal carries: the exception, and whether it was pressed in a modal, which then shows it anew. */
function aboutDecision({ value, from }: Pick<Press, 'value' | 'from'>): string {
  return `${value} ${from}`;
}

export interface Decided extends Pressed {
  readonly from: Press['from'];
  /** What was typed, or the chosen day. */
  readonly said: string;
}

export function submittedDecision({ about, values }: Form): Decided {
  const [, value = '', from] = /^(.*) (\w+)$/.exec(about) ?? [];
  return {
    ...pressedException(value),
    from: from === 'modal' ? 'modal' : 'message',
    said: values[SAID]?.[0] ?? '',
  };
}

/** Messages follow by themselves, so where one was pressed nothing is to be said; a refusal is told to the actor alone. */
export function afterAct(
  outcome: DecideOutcome,
  from: Press['from'],
  { viewer, now }: Pick<ActionContext, 'viewer' | 'now'>,
): Answer {
  if (outcome.kind === 'refused')
    return { kind: 'private', message: refusalMessage(outcome.why, outcome.view, viewer.id, now) };
  return from === 'modal' ? { kind: 'modal', modal: exceptionModal(outcome.view, now) } : { kind: 'nothing' };
}

/** Fills a decision's window for whoever may decide at this press; everybody else reads there why not. */
export async function fillDecision(
  press: Press,
  { verbs, viewer, now }: ActionContext,
  kind: Parameters<ExceptionVerbs['begin']>[2]['kind'],
  modal: (about: string, view: ExceptionView) => Modal,
): Promise<Answer> {
  const { id, revision } = pressedException(press.value);
  const outcome = await verbs.exceptions.begin(viewer, id, { kind, seen: revision });
  if (outcome.kind === 'refused') return afterAct(outcome, press.from, { viewer, now });
  return { kind: 'modal', modal: modal(aboutDecision(press), outcome.view) };
}
