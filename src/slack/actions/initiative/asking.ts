/** The initiative's modal: what it is drawn from, asked anew at each change. */
import { UserError } from '../../../domain/errors.ts';
import { localDate } from '../../../domain/local-date.ts';
import type { InitiativePreview } from '../../../use-cases/initiative-views.ts';
import type { InitiativeScene } from '../../views/initiative-ask.ts';
import type { InitiativeBeginning } from '../../views/initiative-beginning.ts';
import {
  askOfInitiative,
  emptyInitiative,
  type InitiativeForm,
  initiativeAbout,
  initiativeFormOf,
  readInitiative,
} from '../../views/initiative-form.ts';
import type { ActionContext, Form } from '../action.ts';

/**
 * The modal with the likely choices made, or with the initiative as it is. `id`: empty for a new one. `about`: what a
 * new one begins with.
 */
export async function beginInitiative(
  id: string,
  context: ActionContext,
  about?: InitiativeBeginning,
): Promise<InitiativeScene> {
  const { verbs, viewer } = context;
  const choices = await verbs.initiatives.choices(viewer);
  const empty = emptyInitiative(choices, viewer.id);
  if (id === '' && about !== undefined) {
    const form = initiativeAbout(about, choices, empty);
    return { form, choices, preview: await previewOf({ form, choices }, context), running: false };
  }
  if (id === '') return { form: empty, choices, preview: null, running: false };
  const { initiative } = await verbs.initiatives.show(viewer, id);
  const form = initiativeFormOf(initiative, empty, localDate(initiative.deadline, choices.timezone));
  const running = initiative.state === 'active';
  return { form, choices, preview: await previewOf({ form, choices }, context), running };
}

/** As it stands with what is typed and chosen. */
export async function initiativeScene(typed: Form, context: ActionContext): Promise<InitiativeScene> {
  const { verbs, viewer } = context;
  const choices = await verbs.initiatives.choices(viewer);
  const form = readInitiative(typed, choices, emptyInitiative(choices, viewer.id));
  if (form === undefined) throw new UserError('That window is from an older version. Open it again, please.');
  const state = form.id === null ? 'draft' : (await verbs.initiatives.show(viewer, form.id)).initiative.state;
  return { form, choices, preview: await previewOf({ form, choices }, context), running: state === 'active' };
}

async function previewOf(
  { form, choices }: { readonly form: InitiativeForm; readonly choices: InitiativeScene['choices'] },
  { verbs, viewer }: ActionContext,
): Promise<InitiativePreview | null> {
  const ask = askOfInitiative(form, choices);
  const isNothing = 'rules' in ask.asks && ask.asks.rules.length === 0;
  const preview = await verbs.initiatives.preview(viewer, ask);
  return isNothing && preview.problem === null ? null : preview;
}
