import type { Option } from '@slack/types';
import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Site } from '../blocks/surface.ts';
import type { AnyElement } from '../model/input-values.ts';
import { drawTextObject } from '../text/draw-text.ts';

type ChoiceElement = Extract<AnyElement, { type: 'checkboxes' | 'radio_buttons' }>;

/** Checkboxes or radio buttons, each with its description below it. */
export function drawChoices(site: Site, element: ChoiceElement): TemplateResult {
  const chosen = new Set(chosenValues(site));
  return html`
    <div
      class="choices"
      id=${site.domId}
      role=${element.type === 'checkboxes' ? 'group' : 'radiogroup'}
      aria-labelledby=${site.labelledBy ?? nothing}
      aria-describedby=${site.describedBy ?? nothing}
      aria-invalid=${site.invalid ? 'true' : nothing}
      tabindex="-1"
    >
      ${element.options.map((option, index) => drawOption(site, element, option, index, chosen))}
    </div>
  `;
}

function drawOption(
  site: Site,
  element: ChoiceElement,
  option: Option,
  index: number,
  chosen: ReadonlySet<string>,
): TemplateResult {
  const { reader, acts } = site.surface;
  const value = option.value ?? '';
  const change = () => acts.commit(site, element, nextState(element, value, chosen));
  return html`
    <label class="choice-line">
      <input
        type=${element.type === 'checkboxes' ? 'checkbox' : 'radio'}
        name=${site.domId}
        ?data-focus-on-load=${element.focus_on_load && index === 0}
        .checked=${live(chosen.has(value))}
        @change=${change}
      />
      <span>
        ${drawTextObject(option.text, reader)}
        ${option.description ? html`<span class="choice-about">${drawTextObject(option.description, reader)}</span>` : nothing}
      </span>
    </label>
  `;
}

function chosenValues({ state }: Site): string[] {
  if (state?.type === 'checkboxes') return state.selected_options.map(({ value }) => value ?? '');
  return state?.type === 'radio_buttons' && state.selected_option ? [state.selected_option.value ?? ''] : [];
}

function nextState(element: ChoiceElement, value: string, chosen: ReadonlySet<string>) {
  if (element.type === 'radio_buttons') {
    const option = element.options.find((candidate) => candidate.value === value) ?? null;
    return { type: element.type, selected_option: option };
  }
  const next = chosen.symmetricDifference(new Set([value]));
  const selected = element.options.filter((option) => next.has(option.value ?? ''));
  return { type: element.type, selected_options: selected };
}
