import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Site } from '../blocks/surface.ts';
import type { AnyElement } from '../model/input-values.ts';

type TextElement = Extract<
  AnyElement,
  { type: 'plain_text_input' | 'email_text_input' | 'url_text_input' | 'number_input' }
>;

const TYPES = {
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'text',
  plain_text_input: 'text',
};

/** A line or an area of text, an address, a URL or a number. */
export function drawTextInput(site: Site, element: TextElement): TemplateResult {
  const value = site.state && 'value' in site.state ? (site.state.value ?? '') : '';
  const most = element.type === 'plain_text_input' ? element.max_length : undefined;
  const drawn =
    element.type === 'plain_text_input' && element.multiline
      ? drawArea(site, element, value)
      : drawLine(site, element, value);
  return html`${drawn}${most ? html`<span class="field-count" aria-hidden="true">${most - value.length}</span>` : nothing}`;
}

function drawLine(site: Site, element: TextElement, value: string): TemplateResult {
  return html`
    <input
      class="field"
      id=${site.domId}
      type=${TYPES[element.type]}
      inputmode=${element.type === 'number_input' ? 'decimal' : nothing}
      placeholder=${element.placeholder?.text ?? ''}
      autocomplete="off"
      aria-describedby=${site.describedBy ?? nothing}
      aria-invalid=${site.invalid ? 'true' : nothing}
      ?data-focus-on-load=${element.focus_on_load}
      .value=${live(value)}
      @input=${onInput(site, element)}
      @keydown=${onEnter(site, element)}
    />
  `;
}

function drawArea(site: Site, element: TextElement, value: string): TemplateResult {
  return html`
    <textarea
      class="field"
      id=${site.domId}
      rows="4"
      placeholder=${element.placeholder?.text ?? ''}
      aria-describedby=${site.describedBy ?? nothing}
      aria-invalid=${site.invalid ? 'true' : nothing}
      ?data-focus-on-load=${element.focus_on_load}
      .value=${live(value)}
      @input=${onInput(site, element)}
    ></textarea>
  `;
}

function onInput(site: Site, element: TextElement): (event: InputEvent) => void {
  const everyCharacter = element.dispatch_action_config?.trigger_actions_on?.includes('on_character_entered');
  return (event) => {
    const typed = (event.target as HTMLInputElement).value;
    const state = { type: element.type, value: typed === '' ? null : typed };
    if (site.sends && everyCharacter) site.surface.acts.commit(site, element, state);
    else site.surface.acts.fill(site, state);
  };
}

/** Enter tells the app where the input asks for it; elsewhere the form is submitted by its button alone. */
function onEnter(site: Site, element: TextElement): (event: KeyboardEvent) => void {
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  return (event) => {
    if (event.key !== 'Enter' || !site.sends || !triggers.includes('on_enter_pressed')) return;
    event.preventDefault();
    const typed = (event.target as HTMLInputElement).value;
    site.surface.acts.commit(site, element, { type: element.type, value: typed === '' ? null : typed });
  };
}
