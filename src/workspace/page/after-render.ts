import type { Model } from './model/model.ts';
import { draftKey } from './model/model.ts';

/**
 * What a template cannot say: which dialogs and lists the browser shows, where the caret stands, and that a place
 * that has just been opened is shown from its end. Runs after each drawing.
 */
export function afterRender(root: HTMLElement, before: Model | null, model: Model): void {
  for (const dialog of root.querySelectorAll('dialog')) syncDialog(dialog);
  for (const popup of root.querySelectorAll<HTMLElement>('[popover]')) syncPopup(popup);
  syncView(root, before, model);
  syncDrawer(root, before, model);
  syncCaret(before, model);
  syncPlace(root, before, model);
  syncEnd(root, before, model);
}

function syncDialog(dialog: HTMLDialogElement): void {
  const wanted = dialog.dataset.open === 'true';
  if (wanted && !dialog.open) {
    dialog.showModal();
    focusFirstField(dialog);
  } else if (!wanted && dialog.open) {
    dialog.close();
  }
}

/** A list opens beside its anchor, which then counts as its invoker: pressing it again closes the list. */
function syncPopup(popup: HTMLElement): void {
  const source = document.getElementById(popup.dataset.anchor ?? '');
  if (source && !popup.matches(':popover-open, [data-closing]')) popup.showPopover({ source });
  popup.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
}

/** A view on top of another is a new page of the same dialog; one that was loading has its fields only now. */
function syncView(root: HTMLElement, before: Model | null, model: Model): void {
  const [was, is] = [before?.page.views.at(-1), model.page.views.at(-1)];
  const dialog = root.querySelector<HTMLDialogElement>('dialog.modal');
  if (!was || !is || !dialog) return;
  const waits = document.activeElement?.matches('.modal-body, body, dialog') ?? true;
  if (was.id !== is.id || (was.hash !== is.hash && waits)) focusFirstField(dialog);
}

/** The focus follows a drawer in, and back to its button when it would be left behind. */
function syncDrawer(root: HTMLElement, before: Model | null, model: Model): void {
  if (!before || before.drawerOpen === model.drawerOpen) return;
  const sidebar = root.querySelector('.sidebar');
  if (model.drawerOpen) sidebar?.querySelector<HTMLElement>('[aria-current], input')?.focus();
  else if (sidebar?.contains(document.activeElement))
    root.querySelector<HTMLElement>('.menu-button')?.focus();
}

function focusFirstField(dialog: HTMLDialogElement): void {
  const wanted =
    dialog.querySelector<HTMLElement>('[data-focus-on-load]') ??
    dialog.querySelector<HTMLElement>('[autofocus]') ??
    dialog.querySelector<HTMLElement>('.modal-body :is(input, textarea, select, .select-trigger)');
  (wanted ?? dialog.querySelector<HTMLElement>('.modal-body'))?.focus();
}

/** A text that was completed puts the caret behind what was put in; typing moves it by itself. */
function syncCaret(before: Model | null, model: Model): void {
  if (!before || before.drafts === model.drafts || model.route.show !== 'conversation') return;
  const { channel, threadTs } = model.route;
  const fields: [string, string | null][] = [
    ['composer', null],
    ['thread-composer', threadTs],
  ];
  for (const [id, thread] of fields) {
    const draft = model.drafts[draftKey(channel ?? '', thread)];
    const field = document.getElementById(id) as HTMLTextAreaElement | null;
    if (draft && field && field.selectionStart !== draft.caret && field.value === draft.text) {
      field.setSelectionRange(draft.caret, draft.caret);
    }
  }
}

/** A conversation opens at its end, or at the first unread message; ready to write where there is a keyboard. */
function syncPlace(root: HTMLElement, before: Model | null, model: Model): void {
  const was = before && JSON.stringify(before.route);
  if (was === JSON.stringify(model.route) || model.route.show !== 'conversation') return;
  const thread = model.route.threadTs;
  const [scroller] = root.querySelectorAll<HTMLElement>(thread ? '.thread .scroller' : '.scroller');
  if (scroller) scroller.scrollTop = 0;
  scroller?.querySelector('.new-line')?.scrollIntoView({ block: 'center' });
  const hasKeyboard = window.matchMedia('(hover: hover)').matches;
  if (hasKeyboard) document.getElementById(thread ? 'thread-composer' : 'composer')?.focus();
}

/** Whoever says something sees what comes of it, wherever they were reading. */
function syncEnd(root: HTMLElement, before: Model | null, { route, unanswered }: Model): void {
  if (before === null || route.show !== 'conversation' || route.channel === null) return;
  const key = draftKey(route.channel, null);
  if ((unanswered[key] ?? 0) <= (before.unanswered[key] ?? 0)) return;
  root.querySelector<HTMLElement>('.scroller')?.scrollTo({ top: 0 });
}
