import { UserError } from '../../../domain/errors.ts';
import type { AskOutcome } from '../../../use-cases/exception-views.ts';
import type { Answer } from '../../views/answer.ts';
import { type AskScene, askModal } from '../../views/exception-ask.ts';
import { askedModal } from '../../views/exception-asked.ts';
import { type AskForm, blockOf, readForm } from '../../views/exception-form.ts';
import { exceptionModal } from '../../views/exception-view.ts';
import { remarkedModal } from '../../views/notices.ts';
import { count, sentence } from '../../views/text.ts';
import type { ActionContext, Form } from '../action.ts';
import { askIn, had, sceneOf } from './asking.ts';

/** Sends the request as it was typed: asked, refused at its fields, or led to the one that there is already. */
export async function sendRequest(typed: Form, context: ActionContext): Promise<Answer> {
  const form = readForm(typed);
  if (form === undefined) throw new UserError('That window is from an older version. Open it again, please.');
  const scene = await sceneOf(form, context);
  const uncounted = countFirst(scene, form);
  if (uncounted !== undefined) return uncounted;
  const { viewer, verbs } = context;
  const ask = askIn(scene);
  const { target } = form;
  const outcome =
    target.kind === 'edit'
      ? await verbs.exceptions.edit(viewer, target.id, ask)
      : await verbs.exceptions.ask(viewer, ask);
  return answerTo(outcome, scene, typed, context);
}

/** Nobody asks for more services than they have seen the number of. */
function countFirst(scene: AskScene, typed: AskForm): Answer | undefined {
  const { services = 1, trouble = null } = scene.preview ?? {};
  // What is wrong with them is said at their field.
  if (trouble !== null || services <= 1 || services === typed.counted) return undefined;
  const remark = `⚠️ *This asks for ${count(services, 'service')}*, each with a request of its own. Press the button again to send them.`;
  return { kind: 'modal', modal: askModal({ ...scene, remark }) };
}

async function answerTo(
  outcome: AskOutcome,
  scene: AskScene,
  typed: Form,
  { verbs, viewer, now }: ActionContext,
): Promise<Answer> {
  if (outcome.kind === 'asked') return { kind: 'modal', modal: askedModal(outcome, scene.draft, scene.form) };
  if (outcome.kind === 'known') {
    const view = await verbs.exceptions.show(viewer, outcome.exception.exception.id);
    const remark = 'This has been asked for already, so no second request was made. Here it is.';
    return { kind: 'modal', modal: remarkedModal(exceptionModal(view, now), remark) };
  }
  const errors: Record<string, string> = {};
  for (const { field, message } of outcome.problems) {
    const block = blockOf(field, scene.form, had(typed.values));
    errors[block] = [errors[block], sentence(message, 300)].filter(Boolean).join(' ');
  }
  return { kind: 'errors', errors };
}
