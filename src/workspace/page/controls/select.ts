import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Site } from '../blocks/surface.ts';
import { drawChoiceIcon } from '../shell/avatar.ts';
import { icon } from '../shell/icons.ts';
import { drawInline } from '../text/draw-text.ts';
import { parsePlain } from '../text/mrkdwn.ts';
import { drawPopupList, type ListRow } from './popup-list.ts';
import { type Choice, type SelectElement, type SelectModel, selectModel } from './select-model.ts';

/** Up to this many static options need no field to search among them. */
const SEARCH_FROM = 6;
/** Slack asks for three characters unless the element says otherwise. */
const LEAST_QUERY = 3;

type Select = { site: Site; element: SelectElement; model: SelectModel };

/** A select of any kind: single or multiple, of options, people, conversations or what the app finds. */
export function drawSelect(site: Site, element: SelectElement): TemplateResult {
  const popup = site.surface.popup?.anchor === site.domId ? site.surface.popup : null;
  const model = selectModel(element, site.state, site.surface.page, popup?.offer ?? 'own');
  const select = { site, element, model };
  return html`
    <div class="select ${model.several ? 'select-several' : ''}">
      ${model.several ? model.chosen.map((choice) => drawChip(select, choice)) : nothing}
      ${drawTrigger(select, popup !== null)}
      ${!model.several && site.optional && model.chosen.length > 0 ? drawClear(select) : nothing}
    </div>
    ${popup ? drawList(select, popup) : nothing}
  `;
}

function drawTrigger({ site, element, model }: Select, open: boolean): TemplateResult {
  const chosen = model.several ? undefined : model.chosen[0];
  const placeholder = element.placeholder?.text ?? defaultPlaceholder(element);
  const toggle = () => (open ? site.surface.acts.closePopup() : openList(site, element));
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    openList(site, element);
  };
  return html`
    <button
      type="button"
      class="select-trigger"
      id=${site.domId}
      aria-haspopup="listbox"
      aria-expanded=${String(open)}
      aria-labelledby=${site.labelledBy ? `${site.labelledBy} ${site.domId}` : nothing}
      aria-describedby=${site.describedBy ?? nothing}
      aria-invalid=${site.invalid ? 'true' : nothing}
      aria-busy=${site.surface.waiting === site.domId ? 'true' : nothing}
      @click=${toggle}
      @keydown=${onKey}
    >
      ${chosen ? drawChoice(chosen, site) : html`<span class="placeholder">${placeholder}</span>`}
      ${icon('chevron')}
    </button>
  `;
}

function defaultPlaceholder(element: SelectElement): string {
  const several = element.type.startsWith('multi_');
  if (element.type.endsWith('users_select')) return several ? 'Select people' : 'Select a person';
  if (element.type.endsWith('channels_select')) return several ? 'Select channels' : 'Select a channel';
  if (element.type.endsWith('conversations_select')) return 'Select a conversation';
  return several ? 'Select options' : 'Select an option';
}

function openList(site: Site, element: SelectElement): void {
  site.surface.acts.openPopup(
    site.domId,
    isExternal(element) && leastQuery(element) === 0 ? site : undefined,
  );
}

function drawChip(select: Select, choice: Choice): TemplateResult {
  const remove = () =>
    choose(
      select,
      select.model.chosen.filter(({ key }) => key !== choice.key),
    );
  return html`
    <span class="chip">
      ${drawChoice(choice, select.site)}
      <button type="button" class="chip-remove" aria-label="Remove ${choice.text}" @click=${remove}>
        ${icon('close')}
      </button>
    </span>
  `;
}

function drawClear(select: Select): TemplateResult {
  return html`
    <button type="button" class="select-clear" aria-label="Clear the selection" @click=${() => choose(select, [])}>
      ${icon('close')}
    </button>
  `;
}

function drawChoice(choice: Choice, site: Site): TemplateResult {
  return html`<span class="choice">${choice.icon ? drawChoiceIcon(choice.icon) : nothing}<span class="choice-text">${drawInline(parsePlain(choice.text), site.surface.reader)}</span></span>`;
}

function drawList(select: Select, popup: NonNullable<Site['surface']['popup']>): TemplateResult {
  const { site, element, model } = select;
  const external = isExternal(element);
  const rows = shownChoices(select, popup.query).map((choice) => rowOf(select, choice));
  const search = external || model.choices.length >= SEARCH_FROM;
  return drawPopupList({
    popup,
    label: element.placeholder?.text ?? defaultPlaceholder(element),
    role: 'listbox',
    rows,
    search: search ? { placeholder: 'Search', input: (query) => searchIn(site, element, query) } : null,
    note: rows.length === 0 ? noteFor(select, popup) : null,
    several: model.several,
    acts: site.surface.acts,
  });
}

/** The app filters what it offers itself; everything else is filtered here. */
function shownChoices({ element, model }: Select, query: string): Choice[] {
  if (isExternal(element)) return query.length < leastQuery(element) ? [] : model.choices;
  const wanted = query.trim().toLowerCase();
  return model.choices.filter(({ text, detail }) => `${text} ${detail}`.toLowerCase().includes(wanted));
}

function searchIn(site: Site, element: SelectElement, query: string): void {
  const asks = isExternal(element) && query.length >= leastQuery(element);
  site.surface.acts.searchPopup(query, asks ? site : undefined);
}

function noteFor({ element }: Select, popup: NonNullable<Site['surface']['popup']>): string {
  const least = isExternal(element) ? leastQuery(element) : 0;
  if (popup.query.length < least) return `Type at least ${least} character${least === 1 ? '' : 's'}`;
  if (popup.offer === 'loading') return 'Loading…';
  return typeof popup.offer === 'object' && 'failure' in popup.offer ? popup.offer.failure : 'No results';
}

function rowOf(select: Select, choice: Choice): ListRow {
  const { model, site } = select;
  const selected = model.chosen.some(({ key }) => key === choice.key);
  const kept = model.chosen.filter(({ key }) => key !== choice.key);
  const pick = () =>
    choose(select, selected && model.several ? kept : [...(model.several ? kept : []), choice]);
  return {
    key: choice.key,
    group: choice.group,
    content: html`${drawChoice(choice, site)}${choice.detail ? html`<span class="choice-detail">${choice.detail}</span>` : nothing}`,
    selected,
    disabled: !selected && model.several && model.chosen.length >= model.most,
    pick,
  };
}

function choose({ site, element, model }: Select, choices: Choice[]): void {
  site.surface.acts.commit(site, element, model.stateFor(choices.map(({ key }) => key)));
}

function isExternal(element: SelectElement): element is SelectElement & { min_query_length?: number } {
  return element.type === 'external_select' || element.type === 'multi_external_select';
}

function leastQuery(element: SelectElement & { min_query_length?: number }): number {
  return element.min_query_length ?? LEAST_QUERY;
}
