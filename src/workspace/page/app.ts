import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Acts } from './acts/acts.ts';
import type { Model } from './model/model.ts';
import { drawConversation } from './shell/conversation.ts';
import { drawHome } from './shell/home.ts';
import { drawModal } from './shell/modal.ts';
import { drawQuestion } from './shell/question.ts';
import { drawSidebar } from './shell/sidebar.ts';
import { drawViolations } from './shell/status-strip.ts';
import { drawThread } from './shell/thread.ts';
import { drawTopbar } from './shell/topbar.ts';
import { type Reader, readerOf } from './text/reader.ts';

/** The whole page. */
export function drawApp(model: Model, acts: Acts): TemplateResult {
  const reader = readerOf(model.page, model.now);
  const skip = () => document.getElementById('composer')?.focus();
  return html`
    <button type="button" class="skip" @click=${skip}>Skip to the message field</button>
    ${drawTopbar(model, acts)}
    <div class="columns">
      ${drawSidebar(model, acts)} ${drawMain(model, acts, reader)}
      ${model.violationsOpen && model.violations.length > 0 ? drawViolations(model, acts) : nothing}
    </div>
    ${drawModal(model, acts, reader)} ${drawQuestion(model, acts, reader)}
    <div class="unseen" aria-live="polite">${model.announcement}</div>
  `;
}

function drawMain(model: Model, acts: Acts, reader: Reader): TemplateResult {
  const { route, page } = model;
  if (route.show === 'home') return html`<main class="main">${drawHome(model, acts, reader)}</main>`;
  const conversation = page.conversations.find(({ id }) => id === route.channel);
  if (!conversation) return html`<main class="main">${drawNowhere()}</main>`;
  return html`
    <main class="main">${drawConversation(model, acts, conversation, reader)}</main>
    ${route.threadTs ? drawThread(model, acts, conversation, route.threadTs, reader) : nothing}
  `;
}

function drawNowhere(): TemplateResult {
  return html`<div class="empty"><h3>No conversations yet</h3><p>This workspace has no channel that this person can see.</p></div>`;
}
