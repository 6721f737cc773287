import type { KnownBlock } from '@slack/types';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { drawTextObject } from '../text/draw-text.ts';
import { drawImageElement } from './image.ts';
import type { Surface } from './surface.ts';

type ContextBlock = Extract<KnownBlock, { type: 'context' }>;
type ContextActionsBlock = Extract<KnownBlock, { type: 'context_actions' }>;

/** Small print: texts and small pictures in a line. */
export function drawContext(block: ContextBlock, surface: Surface): TemplateResult {
  return html`
    <div class="block-context">
      ${block.elements.map((element) =>
        element.type === 'image'
          ? html`<span class="context-image">${drawImageElement(element, surface.page)}</span>`
          : html`<div class="context-text">${drawTextObject(element, surface.reader)}</div>`,
      )}
    </div>
  `;
}

/** Thumbs and icon buttons, as plain buttons with their words. */
export function drawContextActions(block: ContextActionsBlock, surface: Surface): TemplateResult {
  return html`<div class="block-actions">${block.elements.map((element) => drawContextAction(block, element, surface))}</div>`;
}

function drawContextAction(
  block: ContextActionsBlock,
  element: ContextActionsBlock['elements'][number],
  surface: Surface,
): TemplateResult {
  const site = contextSite(block, element.action_id ?? '', surface);
  const draw = (text: string, value: string | undefined, label: string | undefined) => html`
    <button
      type="button"
      class="button"
      aria-label=${label ?? nothing}
      @click=${() => surface.acts.commit(site, element, { type: element.type, ...(value === undefined ? {} : { value }) })}
    >
      ${text}
    </button>
  `;
  if (element.type === 'icon_button')
    return draw(element.text.text, element.value, element.accessibility_label);
  const { positive_button: good, negative_button: bad } = element;
  return html`${draw(`👍 ${good.text.text}`, good.value, good.accessibility_label)}${draw(`👎 ${bad.text.text}`, bad.value, bad.accessibility_label)}`;
}

function contextSite(block: ContextActionsBlock, actionId: string, surface: Surface) {
  const blockId = block.block_id ?? '';
  const domId = `${surface.dom}--${blockId}--${actionId}`;
  const site = { surface, blockId, actionId, domId, state: undefined, sends: true, optional: false };
  return { ...site, invalid: false, labelledBy: null, describedBy: null };
}
