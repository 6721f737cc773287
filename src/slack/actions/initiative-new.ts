import type { InitiativeOutcome } from '../../use-cases/initiative-views.ts';
import type { Answer } from '../views/answer.ts';
import { type InitiativeScene, initiativeAskModal, previewWords } from '../views/initiative-ask.ts';
import { readBeginning } from '../views/initiative-beginning.ts';
import { askOfInitiative, initiativeBlock } from '../views/initiative-form.ts';
import { loadingModal } from '../views/notices.ts';
import { sentence } from '../views/text.ts';
import type { Action, ActionContext, Form } from './action.ts';
import { beginInitiative, initiativeScene } from './initiative/asking.ts';
import { afterwards, pressedInitiative } from './initiative/pressed.ts';

/** Opens the window for a new initiative, or one to edit; and keeps it as a draft or starts it. */
export const initiativeNew: Action = {
  name: 'initiative-new',
  by: 'press',
  opens: () => loadingModal('Initiative'),
  async run({ value }, context) {
    const about = readBeginning(value);
    const id = value === '' || about !== undefined ? '' : pressedInitiative(value);
    return { kind: 'modal', modal: initiativeAskModal(await beginInitiative(id, context, about)) };
  },
  submit,
};

async function submit(typed: Form, context: ActionContext): Promise<Answer> {
  const scene = await initiativeScene(typed, context);
  const { form, choices } = scene;
  const uncounted = countFirst(scene);
  if (uncounted !== undefined) return uncounted;
  const { verbs, viewer } = context;
  const ask = askOfInitiative(form, choices);
  const outcome =
    form.id === null
      ? await verbs.initiatives.add(viewer, ask, form.start)
      : await verbs.initiatives.edit(viewer, form.id, ask);
  return answerTo(outcome, scene);
}

/** Nobody has owners reminded without having seen how many. */
function countFirst(scene: InitiativeScene): Answer | undefined {
  const { form, preview } = scene;
  const services = preview?.services ?? 0;
  if (!form.start || preview === null || services === 0 || services === form.counted) return undefined;
  const remark = `⚠️ This is about ${previewWords(preview)} Press the button again to start it.`;
  return { kind: 'modal', modal: initiativeAskModal({ ...scene, remark }) };
}

function answerTo(outcome: InitiativeOutcome, { form }: InitiativeScene): Answer {
  if (outcome.kind === 'kept') {
    if (form.id !== null) return afterwards(outcome.view, 'Saved.');
    return afterwards(outcome.view, form.start ? 'Started.' : 'Saved as a draft: nobody is told yet.');
  }
  const errors: Record<string, string> = {};
  for (const { field, message } of outcome.problems) {
    const block = initiativeBlock(field, form);
    errors[block] = [errors[block], sentence(message, 300)].filter(Boolean).join(' ');
  }
  return { kind: 'errors', errors };
}
