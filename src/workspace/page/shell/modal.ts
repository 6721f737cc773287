import { keyed } from 'lit/directives/keyed.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PageView } from '../../page-protocol.ts';
import type { Acts } from '../acts/acts.ts';
import { drawBlocks } from '../blocks/blocks.ts';
import { surfaceOf } from '../blocks/surface.ts';
import { type Model, viewKey } from '../model/model.ts';
import { drawPlain } from '../text/draw-text.ts';
import type { Reader } from '../text/reader.ts';
import { icon } from './icons.ts';

/**
 * The view on top of the stack. The dialog element stays while views come and go, so that the browser gives the
 * focus back to where it was before the first of them; `after-render.ts` opens and closes it.
 */
export function drawModal(model: Model, acts: Acts, reader: Reader): TemplateResult {
  const view = model.page.views.at(-1);
  const cancel = (event: Event) => {
    event.preventDefault();
    if (view) void acts.closeView(view);
  };
  return html`
    <dialog class="modal" data-open=${view ? 'true' : 'false'} aria-labelledby="modal-title" @cancel=${cancel}>
      ${view ? keyed(view.id, drawView(model, acts, view, reader)) : nothing}
    </dialog>
  `;
}

function drawView(model: Model, acts: Acts, view: PageView, reader: Reader): TemplateResult {
  const key = viewKey(view);
  const place = { viewId: view.id };
  const surface = surfaceOf(model, {
    key,
    dom: key,
    kind: 'modal',
    place,
    reader,
    acts,
    blocks: view.blocks,
  });
  const submit = (event: Event) => {
    event.preventDefault();
    void acts.submit(view);
  };
  return html`
    <form class="modal-form" novalidate @submit=${submit} aria-busy=${surface.waiting === 'submit' ? 'true' : nothing}>
      <header class="modal-header">
        ${view.pushed ? html`<button type="button" class="icon-button" aria-label="Back" @click=${() => acts.closeView(view)}>${icon('back')}</button>` : nothing}
        <h2 id="modal-title">${view.title ? drawPlain(view.title, reader) : model.page.app.name}</h2>
        <button type="button" class="icon-button" aria-label="Close" @click=${() => acts.closeView(view, true)}>${icon('close')}</button>
      </header>
      <div class="modal-body" tabindex="-1">${drawBlocks(view.blocks, surface)}</div>
      ${drawFooter(acts, view, surface.waiting === 'submit', surface.failed, reader)}
    </form>
  `;
}

function drawFooter(
  acts: Acts,
  view: PageView,
  sending: boolean,
  failed: { element: string; message: string } | null,
  reader: Reader,
): TemplateResult {
  const close = view.close
    ? drawPlain(view.close, reader)
    : view.pushed
      ? 'Back'
      : view.submit
        ? 'Cancel'
        : 'Close';
  return html`
    <footer class="modal-footer">
      ${failed?.element === 'submit' ? html`<p class="act-failed" role="alert">${icon('warning')}${failed.message}</p>` : nothing}
      <button type="button" class="button" @click=${() => acts.closeView(view)}>${close}</button>
      ${view.submit ? html`<button type="submit" class="button button-primary" ?disabled=${sending} aria-busy=${sending ? 'true' : nothing}>${drawPlain(view.submit, reader)}</button>` : nothing}
    </footer>
  `;
}
