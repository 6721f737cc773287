import { html, type TemplateResult } from 'lit/html.js';
import { drawFallback } from '../blocks/fallback.ts';
import { drawImageElement } from '../blocks/image.ts';
import type { Site } from '../blocks/surface.ts';
import type { AnyElement } from '../model/input-values.ts';
import { drawButton, drawOverflow } from './buttons.ts';
import { drawChoices } from './choices.ts';
import { drawDateInput } from './date-input.ts';
import { drawSelect } from './select.ts';
import { drawTextInput } from './text-input.ts';

/** Any element of an actions, section or input block. */
export function drawElement(site: Site, element: AnyElement): TemplateResult {
  switch (element.type) {
    case 'button':
    case 'workflow_button':
      return drawButton(site, element);
    case 'overflow':
      return drawOverflow(site, element);
    case 'image':
      return drawImageElement(element, site.surface.page);
    case 'checkboxes':
    case 'radio_buttons':
      return drawChoices(site, element);
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return drawDateInput(site, element);
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return drawTextInput(site, element);
    case 'rich_text_input':
    case 'file_input':
      return drawFallback(element.type, 'This input works in Slack only.');
    default:
      return html`${drawSelect(site, element)}`;
  }
}
