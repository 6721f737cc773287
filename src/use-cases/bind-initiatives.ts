import type { Context } from './context.ts';
import type { InitiativeVerbs } from './initiative-views.ts';
import { actOnInitiative } from './initiatives/act-on-initiative.ts';
import { listInitiatives } from './initiatives/list-initiatives.ts';
import { initiativeChoices, previewInitiative } from './initiatives/preview-initiative.ts';
import { showInitiative } from './initiatives/show-initiative.ts';
import { addInitiative, editInitiative } from './initiatives/write-initiative.ts';

/** The verbs of initiatives, bound to what they work with. */
export function bindInitiatives(context: Context): InitiativeVerbs {
  return {
    list: (viewer) => listInitiatives(context, viewer),
    show: (viewer, id, offset) => showInitiative(context, viewer, id, offset),
    choices: (viewer) => initiativeChoices(context, viewer),
    preview: (viewer, ask) => previewInitiative(context, viewer, ask),
    add: (viewer, ask, start) => addInitiative(context, viewer, ask, start),
    edit: (viewer, id, ask) => editInitiative(context, viewer, id, ask),
    act: (viewer, id, act) => actOnInitiative(context, viewer, id, act),
  };
}
