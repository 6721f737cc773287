import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PageMessage } from '../../page-protocol.ts';
import type { Where } from '../acts/acts.ts';
import type { Surface } from '../blocks/surface.ts';
import { drawPopupList, type ListRow } from '../controls/popup-list.ts';
import { icon } from './icons.ts';

/** What a message offers while it is pointed at or focused: its thread, and the app's message shortcuts. */
export function drawMessageTools(surface: Surface, message: PageMessage, where: Where): TemplateResult {
  const { acts, popup, page } = surface;
  const anchor = `${surface.dom}--tools`;
  const open = popup?.anchor === anchor ? popup : null;
  const rows = shortcutRows(surface, message, where);
  const reply = () =>
    acts.go({
      me: page.me,
      show: 'conversation',
      channel: message.channel,
      threadTs: message.threadTs ?? message.ts,
    });
  return html`
    <div class="message-tools" ?data-open=${open !== null}>
      ${where.threadTs === null ? html`<button type="button" class="tool" title="Reply in thread" aria-label="Reply in thread" @click=${reply}>${icon('thread')}</button>` : nothing}
      ${
        rows.length > 0
          ? html`<button type="button" class="tool" id=${anchor} title="More actions" aria-label="More actions" aria-haspopup="menu" aria-expanded=${String(open !== null)} @click=${() => (open ? acts.closePopup() : acts.openPopup(anchor))}>${icon('more')}</button>`
          : nothing
      }
      ${
        open
          ? drawPopupList({
              popup: open,
              label: 'Message shortcuts',
              role: 'menu',
              rows,
              search: null,
              note: null,
              several: false,
              acts,
            })
          : nothing
      }
    </div>
  `;
}

function shortcutRows({ acts, page }: Surface, message: PageMessage, where: Where): ListRow[] {
  return page.shortcuts
    .filter(({ type }) => type === 'message')
    .map(({ callbackId, name }) => ({
      key: callbackId,
      group: 'Message shortcuts',
      content: html`${name}<span class="choice-detail">${page.app.name}</span>`,
      selected: false,
      disabled: false,
      pick: () => acts.runShortcut(callbackId, where, { channel: message.channel, ts: message.ts }),
    }));
}
