import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Acts } from '../acts/acts.ts';
import type { Popup } from '../model/model.ts';

export type ListRow = {
  key: string;
  /** Rows of one group stand together below its label. */
  group: string | null;
  content: unknown;
  selected: boolean;
  disabled: boolean;
  pick: () => void;
};

export type PopupList = {
  popup: Popup;
  label: string;
  role: 'listbox' | 'menu';
  rows: ListRow[];
  /** A field above the rows; without one the list itself has the focus. */
  search: { placeholder: string; input: (query: string) => void } | null;
  /** Said instead of rows: nothing found, loading, what to type. */
  note: string | null;
  /** Stays open when a row is picked. */
  several: boolean;
  acts: Acts;
};

/**
 * A list in the top layer, beside the element that opened it; the browser closes it on Escape or a press elsewhere
 * and gives the focus back. `after-render.ts` shows it.
 */
export function drawPopupList(list: PopupList): TemplateResult {
  const { popup, label, search, acts } = list;
  const active = list.rows[popup.active] ? rowId(popup, popup.active) : nothing;
  const closed = (event: ToggleEvent) => event.newState === 'closed' && acts.closePopup(popup.anchor);
  // Until the browser has told of it, a drawing in between must not open the list again.
  const closing = (event: ToggleEvent) =>
    (event.currentTarget as HTMLElement).toggleAttribute('data-closing', event.newState === 'closed');
  return html`
    <div class="popup" popover="auto" data-anchor=${popup.anchor} @beforetoggle=${closing} @toggle=${closed} @keydown=${onKey(list)}>
      ${search ? drawSearch(list, search, active) : nothing}
      <div
        class="popup-rows"
        id="popup-rows"
        role=${list.role}
        aria-label=${label}
        aria-multiselectable=${list.role === 'listbox' && list.several ? 'true' : nothing}
        tabindex=${search ? '-1' : '0'}
        ?autofocus=${!search}
        aria-activedescendant=${search ? nothing : active}
      >
        ${groupsOf(list.rows).map((group) => drawGroup(list, group))}
      </div>
      ${list.note ? html`<p class="popup-note" role="status">${list.note}</p>` : nothing}
    </div>
  `;
}

function drawSearch(
  { popup, label }: PopupList,
  search: NonNullable<PopupList['search']>,
  active: string | typeof nothing,
): TemplateResult {
  return html`
    <input
      class="popup-search"
      type="text"
      role="combobox"
      autocomplete="off"
      aria-expanded="true"
      aria-controls="popup-rows"
      aria-label=${label}
      aria-activedescendant=${active}
      placeholder=${search.placeholder}
      autofocus
      .value=${popup.query}
      @input=${(event: InputEvent) => search.input((event.target as HTMLInputElement).value)}
    />
  `;
}

type Group = { label: string | null; rows: { row: ListRow; index: number }[] };

function groupsOf(rows: ListRow[]): Group[] {
  const groups: Group[] = [];
  for (const [index, row] of rows.entries()) {
    const last = groups.at(-1);
    if (last && last.label === row.group) last.rows.push({ row, index });
    else groups.push({ label: row.group, rows: [{ row, index }] });
  }
  return groups;
}

function drawGroup(list: PopupList, { label, rows }: Group): unknown {
  const drawn = rows.map(({ row, index }) => drawRow(list, row, index));
  if (!label) return drawn;
  return html`
    <div role="group" aria-label=${label}>
      <div class="popup-group" aria-hidden="true">${label}</div>
      ${drawn}
    </div>
  `;
}

function drawRow(list: PopupList, row: ListRow, index: number): TemplateResult {
  const { popup, acts } = list;
  const isOption = list.role === 'listbox';
  return html`
    <div
      class="popup-row"
      id=${rowId(popup, index)}
      role=${isOption ? 'option' : 'menuitem'}
      aria-selected=${isOption ? String(row.selected) : nothing}
      aria-disabled=${row.disabled ? 'true' : nothing}
      data-active=${popup.active === index ? '' : nothing}
      data-key=${row.key}
      @pointermove=${() => popup.active !== index && acts.movePopup(index)}
      @click=${(event: Event) => pick(list, row, event)}
    >
      <span class="popup-content">${row.content}</span>
      ${row.selected ? html`<span class="popup-check" aria-hidden="true">✓</span>` : nothing}
    </div>
  `;
}

function onKey(list: PopupList): (event: KeyboardEvent) => void {
  return (event) => {
    const { popup, rows, acts } = list;
    const to = targetRow(event.key, popup.active, rows.length);
    const row = rows[popup.active];
    // The browser closes the list; nothing around it shall close with it.
    if (event.key === 'Escape') event.stopPropagation();
    if (to !== null) acts.movePopup(to);
    else if (event.key === 'Enter' && row) pick(list, row, event);
    else if (event.key === ' ' && row && !list.search) pick(list, row, event);
    else if (event.key === 'Tab') closePopover(event);
    else return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  };
}

/** Where an arrow key leads among `count` rows, round the ends; null for other keys. */
export function targetRow(key: string, from: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return (from + 1) % count;
    case 'ArrowUp':
      return from <= 0 ? count - 1 : from - 1;
    case 'PageDown':
      return Math.min(from + 8, count - 1);
    case 'PageUp':
      return Math.max(from - 8, 0);
    default:
      return null;
  }
}

function pick(list: PopupList, row: ListRow, event: Event): void {
  if (row.disabled) return;
  if (!list.several) closePopover(event);
  row.pick();
}

/** Closing through the browser gives the focus back to where it came from. */
function closePopover(event: Event): void {
  (event.currentTarget as HTMLElement).closest<HTMLElement>('[popover]')?.hidePopover();
}

function rowId(popup: Popup, index: number): string {
  return `${popup.anchor}--row-${index}`;
}
