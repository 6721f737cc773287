import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Acts, Where } from '../acts/acts.ts';
import { drawPopupList, targetRow } from '../controls/popup-list.ts';
import { type Draft, draftKey, type Model } from '../model/model.ts';
import { type Suggestion, type Suggestions, suggestionsFor } from '../model/suggestions.ts';
import { drawChoiceIcon } from './avatar.ts';
import { icon } from './icons.ts';

type Composer = {
  model: Model;
  acts: Acts;
  where: Where;
  draft: Draft;
  suggestions: Suggestions | null;
  id: string;
};

/** The field in which messages and commands are written, with what it suggests above it. */
export function drawComposer(model: Model, acts: Acts, where: Where, placeholder: string): TemplateResult {
  const key = draftKey(where.channel, where.threadTs);
  const draft = model.drafts[key] ?? { text: '', caret: 0 };
  const silenced = model.suggesting.silencedAt === draft.text;
  const suggestions = silenced ? null : suggestionsFor(draft, model.page);
  const id = where.threadTs ? 'thread-composer' : 'composer';
  const composer: Composer = { model, acts, where, draft, suggestions, id };
  return html`
    <form class="composer" @submit=${(event: Event) => send(event, composer)}>
      ${suggestions ? drawSuggestions(composer, suggestions) : nothing}
      <div class="composer-box">
        ${drawField(composer, placeholder)}
        <div class="composer-tools">${drawTools(composer)}</div>
      </div>
      <p class="working" role="status">${(model.unanswered[key] ?? 0) > 0 ? html`<span class="working-dots" aria-hidden="true"><i></i><i></i><i></i></span>${model.page.app.name} is working on it…` : nothing}</p>
    </form>
  `;
}

function drawField(composer: Composer, placeholder: string): TemplateResult {
  const { acts, where, draft, suggestions, id, model } = composer;
  const write = (event: Event) => {
    const { value, selectionStart } = event.target as HTMLTextAreaElement;
    acts.write(where, value, selectionStart);
  };
  const active = activeRow(composer);
  return html`
    <textarea
      class="composer-field"
      id=${id}
      rows="1"
      aria-label=${placeholder}
      aria-autocomplete="list"
      aria-controls=${suggestions ? `${id}-suggestions` : nothing}
      aria-activedescendant=${suggestions && active >= 0 ? `${id}-suggestion-${active}` : nothing}
      placeholder=${placeholder}
      data-caret=${draft.caret}
      .value=${live(draft.text)}
      @input=${write}
      @keydown=${(event: KeyboardEvent) => onKey(event, composer, model.suggesting.active)}
    ></textarea>
  `;
}

/** Eager suggestions start at their first row, others with none until an arrow key asks for one. */
function activeRow({ suggestions, model }: Composer): number {
  if (!suggestions) return -1;
  const offset = suggestions.eager ? 0 : -1;
  return Math.min(model.suggesting.active + offset, suggestions.rows.length - 1);
}

function onKey(event: KeyboardEvent, composer: Composer, position: number): void {
  if (event.isComposing) return;
  if (composer.suggestions && suggestionKey(event, composer, composer.suggestions, position)) {
    event.preventDefault();
  } else if (event.key === 'Enter' && !event.shiftKey) {
    send(event, composer);
  }
}

/** True when the key was for the list of suggestions. */
function suggestionKey(
  event: KeyboardEvent,
  composer: Composer,
  list: Suggestions,
  position: number,
): boolean {
  const { acts, where } = composer;
  const active = activeRow(composer);
  // A list that is not eager has one more position: none of its rows.
  const count = list.rows.length + (list.eager ? 0 : 1);
  const to = targetRow(event.key, position, count);
  if (to !== null) {
    acts.moveSuggestion(to);
  } else if (event.key === 'Escape') {
    acts.silenceSuggestions(where);
  } else if (event.key === 'Tab' && !event.shiftKey) {
    take(composer, list, list.rows[Math.max(active, 0)]);
  } else if (event.key === 'Enter' && active >= 0 && !saysIt(composer, list.rows[active])) {
    take(composer, list, list.rows[active]);
  } else {
    return false;
  }
  return true;
}

/** Enter behind a whole command sends it rather than completing it. */
function saysIt({ draft }: Composer, row: Suggestion | undefined): boolean {
  return draft.text.startsWith('/') && row?.insert.trim() === draft.text.trim();
}

function take({ acts, where }: Composer, list: Suggestions, row: Suggestion | undefined): void {
  if (row) acts.takeSuggestion(where, list, row);
}

function send(event: Event, { acts, where }: Composer): void {
  event.preventDefault();
  void acts.send(where);
}

function drawSuggestions(composer: Composer, list: Suggestions): TemplateResult {
  const { id } = composer;
  const active = activeRow(composer);
  return html`
    <div class="suggestions" id="${id}-suggestions" role="listbox" aria-label=${list.title}>
      <div class="suggestions-title" aria-hidden="true">
        <span>${list.title}</span><span class="keys"><kbd>↑</kbd><kbd>↓</kbd> choose <kbd>Tab</kbd> complete <kbd>Esc</kbd> close</span>
      </div>
      ${list.rows.map(
        (row, index) => html`
          <div
            class="suggestion"
            id="${id}-suggestion-${index}"
            role="option"
            aria-selected=${String(index === active)}
            @pointerdown=${(event: Event) => event.preventDefault()}
            @click=${() => take(composer, list, row)}
          >
            ${drawChoiceIcon(row.icon)}
            <span class="suggestion-label">${row.label}${row.args ? html` <span class="suggestion-args">${row.args}</span>` : nothing}</span>
            <span class="suggestion-detail">${row.detail}</span>
          </div>
        `,
      )}
    </div>
  `;
}

function drawTools(composer: Composer): TemplateResult {
  const { acts, where, draft, model } = composer;
  const begin = (sign: string) => () => {
    const { text, caret } = draft;
    const glue = sign === '/' || text === '' || /\s$/.test(text.slice(0, caret)) ? '' : ' ';
    const next = sign === '/' ? `/${text}` : `${text.slice(0, caret)}${glue}${sign}${text.slice(caret)}`;
    acts.write(where, next, sign === '/' ? 1 : caret + glue.length + 1);
    document.getElementById(composer.id)?.focus();
  };
  return html`
    ${where.threadTs ? nothing : html`<button type="button" class="tool" title="Commands" aria-label="Commands" ?disabled=${draft.text.startsWith('/')} @click=${begin('/')}>${icon('slash')}</button>`}
    <button type="button" class="tool" title="Mention somebody" aria-label="Mention somebody" @click=${begin('@')}>${icon('at')}</button>
    ${model.page.shortcuts.some(({ type }) => type === 'global') ? drawShortcuts(composer) : nothing}
    <span class="composer-hint"><kbd>Enter</kbd> to send, <kbd>Shift</kbd> <kbd>Enter</kbd> for a new line</span>
    <button type="submit" class="send" aria-label="Send" ?disabled=${draft.text.trim() === ''}>${icon('send')}</button>
  `;
}

function drawShortcuts({ acts, where, model, id }: Composer): TemplateResult {
  const anchor = `${id}-shortcuts`;
  const open = model.popup?.anchor === anchor ? model.popup : null;
  const rows = model.page.shortcuts
    .filter(({ type }) => type === 'global')
    .map(({ callbackId, name, description }) => ({
      key: callbackId,
      group: 'Shortcuts',
      content: html`${name}<span class="choice-detail">${description}</span>`,
      selected: false,
      disabled: false,
      pick: () => acts.runShortcut(callbackId, where),
    }));
  return html`
    <button type="button" class="tool" id=${anchor} title="Shortcuts" aria-label="Shortcuts" aria-haspopup="menu" aria-expanded=${String(open !== null)} @click=${() => (open ? acts.closePopup() : acts.openPopup(anchor))}>${icon('bolt')}</button>
    ${open ? drawPopupList({ popup: open, label: 'Shortcuts', role: 'menu', rows, search: null, note: null, several: false, acts }) : nothing}
  `;
}
