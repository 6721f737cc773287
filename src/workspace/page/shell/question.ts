import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Acts } from '../acts/acts.ts';
import type { Model, Question } from '../model/model.ts';
import { drawPlain, drawTextObject } from '../text/draw-text.ts';
import type { Reader } from '../text/reader.ts';

/** The dialog of a `confirm` object, above whatever asked for it. */
export function drawQuestion({ question }: Model, acts: Acts, reader: Reader): TemplateResult {
  const cancel = (event: Event) => {
    event.preventDefault();
    acts.answer(false);
  };
  return html`
    <dialog class="modal question" role="alertdialog" data-open=${question ? 'true' : 'false'} aria-labelledby="question-title" aria-describedby="question-text" @cancel=${cancel}>
      ${question ? drawConfirm(question, acts, reader) : nothing}
    </dialog>
  `;
}

function drawConfirm({ confirm }: Question, acts: Acts, reader: Reader): TemplateResult {
  const yes = confirm.confirm ? drawPlain(confirm.confirm, reader) : 'Yes';
  const no = confirm.deny ? drawPlain(confirm.deny, reader) : 'Cancel';
  const style = confirm.style === 'danger' ? 'button-danger' : 'button-primary';
  return html`
    <header class="modal-header"><h2 id="question-title">${confirm.title ? drawPlain(confirm.title, reader) : 'Are you sure?'}</h2></header>
    <div class="modal-body" id="question-text">${drawTextObject(confirm.text, reader)}</div>
    <footer class="modal-footer">
      <button type="button" class="button" @click=${() => acts.answer(false)}>${no}</button>
      <button type="button" class="button ${style}" autofocus @click=${() => acts.answer(true)}>${yes}</button>
    </footer>
  `;
}
