import type { Option } from '@slack/types';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Site } from '../blocks/surface.ts';
import type { AnyElement } from '../model/input-values.ts';
import { icon } from '../shell/icons.ts';
import { drawPlain, drawTextObject } from '../text/draw-text.ts';
import { safeUrl } from '../text/safe-url.ts';
import { drawPopupList } from './popup-list.ts';

type ButtonElement = Extract<AnyElement, { type: 'button' | 'workflow_button' }>;
type OverflowElement = Extract<AnyElement, { type: 'overflow' }>;

const STYLES = { primary: 'button-primary', danger: 'button-danger', default: '' };

/** A button. One with a URL is a link, and still tells the app that it was pressed. */
export function drawButton(site: Site, element: ButtonElement): TemplateResult {
  const { surface } = site;
  const kind = `button ${STYLES[element.style ?? 'default']}`;
  const label = element.accessibility_label ?? nothing;
  const busy = surface.waiting === site.domId ? 'true' : nothing;
  const value = 'value' in element ? element.value : undefined;
  const press = () =>
    surface.acts.commit(site, element, { type: element.type, ...(value === undefined ? {} : { value }) });
  const url = 'url' in element && element.url ? safeUrl(element.url) : null;
  if (url && !element.confirm) {
    const target = url.startsWith('slack:') ? nothing : '_blank';
    return html`<a class=${kind} id=${site.domId} href=${url} target=${target} rel="noopener noreferrer" aria-label=${label} aria-busy=${busy} @click=${press}>${drawPlain(element.text, surface.reader)}</a>`;
  }
  return html`<button type="button" class=${kind} id=${site.domId} aria-label=${label} aria-busy=${busy} @click=${press}>${drawPlain(element.text, surface.reader)}</button>`;
}

/** The ⋯ menu. */
export function drawOverflow(site: Site, element: OverflowElement): TemplateResult {
  const { acts, popup, waiting } = site.surface;
  const open = popup?.anchor === site.domId ? popup : null;
  return html`
    <button
      type="button"
      class="button button-icon"
      id=${site.domId}
      aria-label="More actions"
      aria-haspopup="menu"
      aria-expanded=${String(open !== null)}
      aria-busy=${waiting === site.domId ? 'true' : nothing}
      @click=${() => (open ? acts.closePopup() : acts.openPopup(site.domId))}
    >
      ${icon('more')}
    </button>
    ${
      open
        ? drawPopupList({
            popup: open,
            label: 'More actions',
            role: 'menu',
            rows: element.options.map((option) => overflowRow(site, element, option)),
            search: null,
            note: null,
            several: false,
            acts,
          })
        : nothing
    }
  `;
}

function overflowRow(site: Site, element: OverflowElement, option: Option) {
  const url = option.url ? safeUrl(option.url) : null;
  return {
    key: option.value ?? option.text.text,
    group: null,
    content: html`${drawTextObject(option.text, site.surface.reader)}${option.description ? html`<span class="choice-detail">${option.description.text}</span>` : nothing}`,
    selected: false,
    disabled: false,
    pick: () => {
      if (url) window.open(url, '_blank', 'noopener');
      site.surface.acts.commit(site, element, { type: 'overflow', selected_option: option });
    },
  };
}
