import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PageConversation } from '../../page-protocol.ts';
import type { Acts } from '../acts/acts.ts';
import type { Model } from '../model/model.ts';
import { threadReplies } from '../model/timeline.ts';
import type { Reader } from '../text/reader.ts';
import { drawComposer } from './composer.ts';
import { signedName } from './conversation.ts';
import { icon } from './icons.ts';
import { drawMessage } from './message.ts';
import { drawMessageList } from './message-list.ts';

/** A thread beside its conversation: the message that began it, and what was answered. */
export function drawThread(
  model: Model,
  acts: Acts,
  conversation: PageConversation,
  threadTs: string,
  reader: Reader,
): TemplateResult {
  const where = { channel: conversation.id, threadTs };
  const messages = model.page.messages[conversation.id] ?? [];
  const parent = messages.find(({ ts }) => ts === threadTs);
  const replies = threadReplies(messages, threadTs);
  const onKey = (event: KeyboardEvent) =>
    event.key === 'Escape' && !event.defaultPrevented && acts.closeThread();
  return html`
    <aside class="thread" aria-label="Thread" @keydown=${onKey}>
      <header class="main-header">
        <h2><span>Thread</span></h2>
        <p class="topic">${signedName(conversation)}</p>
        <button type="button" class="icon-button" aria-label="Close the thread" @click=${acts.closeThread}>
          ${icon('close')}
        </button>
      </header>
      <div class="scroller">
        <div class="scroller-content">
          ${parent ? drawMessage(model, acts, { message: parent, continued: false, where, reader }) : html`<p class="thread-gone">This message has been deleted.</p>`}
          ${replies.length > 0 ? html`<div class="thread-count"><span>${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}</span></div>` : nothing}
          ${drawMessageList(model, acts, where, replies, reader)}
        </div>
      </div>
      ${drawComposer(model, acts, where, 'Reply…')}
    </aside>
  `;
}
