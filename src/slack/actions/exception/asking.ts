/** The request's modal: what it is drawn from, asked anew at each change. */
import { UserError } from '../../../domain/errors.ts';
import type { BatchEnd } from '../../../use-cases/batch-views.ts';
import type { ExceptionAsk, ExceptionDraft, ExceptionVerbs } from '../../../use-cases/exception-views.ts';
import type { CheckView } from '../../../use-cases/show-readiness.ts';
import { type AskScene, askModal } from '../../views/exception-ask.ts';
import {
  type AskForm,
  askOf,
  formOf,
  INPUT,
  keyOf,
  ON_A_DATE,
  ruleValue,
} from '../../views/exception-form.ts';
import { exceptionServicePicker } from '../../views/exception-service-picker.ts';
import type { Modal } from '../../views/message.ts';
import { WEIGHTIEST } from '../../views/targets.ts';
import { sentence } from '../../views/text.ts';
import type { ActionContext } from '../action.ts';

export type Asking = Pick<ActionContext, 'viewer'> & {
  readonly verbs: { readonly exceptions: ExceptionVerbs };
};

/** The modal with the most likely choices made; without a service, the question which one. */
export async function beginAsking(form: AskForm, context: Asking): Promise<Modal> {
  const { target } = form;
  if (target.kind === 'new' && target.service === null) return exceptionServicePicker();
  const material = await materialOf(form, context);
  return askModal(await previewed(material, likely(material), context));
}

/** As it stands with what is typed and chosen. */
export async function sceneOf(form: AskForm, context: Asking): Promise<AskScene> {
  return previewed(await materialOf(form, context), form, context);
}

/** The ask that a scene's form amounts to. */
export function askIn({ form, draft, rules }: Pick<AskScene, 'form' | 'draft' | 'rules'>): ExceptionAsk {
  return askOf(form, draft.service.id, rules);
}

interface Material {
  readonly draft: ExceptionDraft;
  readonly rules: readonly CheckView[];
  readonly form: AskForm;
  readonly timezone: string;
  /** Ids of the services, where more time is asked for many. */
  readonly together?: readonly string[];
}

async function materialOf(form: AskForm, { verbs, viewer }: Asking): Promise<Material> {
  const { exceptions } = verbs;
  const { target } = form;
  const { timezone } = viewer;
  if (target.kind === 'new') {
    const draft = await exceptions.draft(viewer, target.service ?? '', ruleOf(form));
    // An id from here on, whatever was typed.
    const found = { ...form, target: { ...target, service: draft.service.id } };
    return { draft, rules: draft.rules, form: found, timezone };
  }
  if (target.kind === 'prolong') return prolongation(form, target, { verbs, viewer });
  const view = await exceptions.show(viewer, target.id);
  const draft = await exceptions.draft(viewer, view.service.id, view.exception.rules[0]?.rule ?? null);
  const known = draft.known.filter(({ exception }) => exception.exception.id !== target.id);
  const own = new Map([...view.checks, ...draft.rules].map((check) => [keyOf(check), check]));
  const isFresh = form.rules.length === 0 && form.end === '';
  return {
    draft: { ...draft, known },
    rules: [...own.values()],
    form: isFresh ? formOf(target, view) : form,
    timezone,
  };
}

/** More time for all that end together: the first of them says what is asked and who decides. */
async function prolongation(form: AskForm, end: BatchEnd, { verbs, viewer }: Asking): Promise<Material> {
  const { exceptions } = verbs;
  const lines = await exceptions.ending(viewer, end);
  const view = await exceptions.show(viewer, lines[0]?.exception.id ?? '');
  const draft = await exceptions.draft(viewer, view.service.id, view.exception.rules[0]?.rule ?? null);
  const isFresh = form.rules.length === 0 && form.end === '';
  return {
    draft: { ...draft, known: [], never: [] },
    rules: view.checks,
    form: isFresh ? formOf(form.target, view) : form,
    timezone: viewer.timezone,
    together: lines.map(({ service }) => service.id),
  };
}

/** Some rules have approvers of their own: the one that is asked for says who decides. */
function ruleOf({ rules, target }: AskForm): string | null {
  const key = rules[0] ?? (target.kind === 'new' ? target.rule : null);
  return key?.includes('/') && !key.includes('~') ? key : null;
}

/** The rule that was named, or the only one, or the weightiest where that was meant; the middle one of the ends. */
function likely({ draft, rules, form }: Material): AskForm {
  const { target } = form;
  const named = target.kind === 'new' ? target.rule : null;
  const meant =
    named === WEIGHTIEST
      ? rules.toSorted(byWeight).slice(0, 1)
      : rules.filter((check) => [check.rule, keyOf(check)].includes(named ?? ''));
  const only = rules.length === 1 ? rules : [];
  const chosen = form.rules.length > 0 ? form.rules : (meant.length > 0 ? meant : only).map(toValue);
  const end = draft.presets[Math.floor(draft.presets.length / 2)]?.id ?? ON_A_DATE;
  return { ...form, rules: chosen, end: form.end === '' ? end : form.end };
}

/** As cards list them: what counts already, what is not met before what nobody knows, the minimum bar first, then the lowest level. */
function byWeight(a: CheckView, b: CheckView): number {
  const isFail = ({ check }: CheckView) => Number(check.outcome === 'fail');
  const isRequired = ({ required }: CheckView) => Number(required);
  const counts = ({ from }: CheckView) => Number(from === null);
  return (
    counts(b) - counts(a) ||
    isFail(b) - isFail(a) ||
    isRequired(b) - isRequired(a) ||
    a.level.rank - b.level.rank
  );
}

function toValue(check: CheckView): string {
  return ruleValue(keyOf(check));
}

async function previewed(
  { draft, rules, timezone, together }: Material,
  form: AskForm,
  { verbs, viewer }: Asking,
): Promise<AskScene> {
  const scene = {
    ...{ draft, rules, form, timezone, preview: null },
    ...(together === undefined ? {} : { together }),
  };
  const ask = askIn(scene);
  if (ask.rules.length === 0) return scene;
  try {
    const preview = await verbs.exceptions.preview(viewer, ask);
    return { ...scene, preview, form: { ...form, counted: preview.services } };
  } catch (error) {
    // A filter that cannot be read is said here; when it is sent, at its field.
    if (!(error instanceof UserError)) throw error;
    return { ...scene, remark: `⚠️ ${sentence(error.message, 300)}` };
  }
}

/** Whether the modal had this input, so that an error may be said there. */
export function had(values: Readonly<Record<string, readonly string[]>>): (block: string) => boolean {
  return (block) => block === INPUT.rules || Object.hasOwn(values, block);
}
