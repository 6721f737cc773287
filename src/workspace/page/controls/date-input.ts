import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { InputState } from '../../page-protocol.ts';
import type { Site } from '../blocks/surface.ts';
import type { AnyElement } from '../model/input-values.ts';
import { instantOfMinute, zonedMinute } from '../model/zoned-time.ts';

type DateElement = Extract<AnyElement, { type: 'datepicker' | 'timepicker' | 'datetimepicker' }>;

const TYPES = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' };
const LABELS = { datepicker: 'Date', timepicker: 'Time', datetimepicker: 'Date and time' };

/** The browser's own pickers: they know the keyboard, the screen reader and the phone better than a drawn one. */
export function drawDateInput(site: Site, element: DateElement): TemplateResult {
  const { timeZone } = site.surface.reader;
  const change = (event: Event) => {
    const typed = (event.target as HTMLInputElement).value;
    site.surface.acts.commit(site, element, newState(element, typed, timeZone));
  };
  return html`
    <input
      class="field field-date"
      id=${site.domId}
      type=${TYPES[element.type]}
      aria-label=${site.labelledBy ? nothing : (placeholderOf(element) ?? LABELS[element.type])}
      aria-describedby=${site.describedBy ?? nothing}
      aria-invalid=${site.invalid ? 'true' : nothing}
      aria-busy=${site.surface.waiting === site.domId ? 'true' : nothing}
      ?data-focus-on-load=${element.focus_on_load}
      .value=${live(shownValue(site.state, timeZone))}
      @change=${change}
    />
  `;
}

function placeholderOf(element: DateElement): string | undefined {
  return 'placeholder' in element ? element.placeholder?.text : undefined;
}

function shownValue(state: InputState | undefined, timeZone: string): string {
  switch (state?.type) {
    case 'datepicker':
      return state.selected_date ?? '';
    case 'timepicker':
      return state.selected_time ?? '';
    case 'datetimepicker':
      return state.selected_date_time === null ? '' : zonedMinute(state.selected_date_time, timeZone);
    default:
      return '';
  }
}

function newState(element: DateElement, typed: string, timeZone: string): InputState {
  switch (element.type) {
    case 'datepicker':
      return { type: element.type, selected_date: typed || null };
    case 'timepicker':
      return { type: element.type, selected_time: typed || null };
    case 'datetimepicker':
      return { type: element.type, selected_date_time: instantOfMinute(typed, timeZone) };
  }
}
