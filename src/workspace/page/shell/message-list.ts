import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { html, type TemplateResult } from 'lit/html.js';
import type { PageMessage } from '../../page-protocol.ts';
import type { Acts, Where } from '../acts/acts.ts';
import { type Model, messageKey, type Notice } from '../model/model.ts';
import { instantOf, type Row, timeline } from '../model/timeline.ts';
import type { Reader } from '../text/reader.ts';
import { clockTime } from '../text/slack-date.ts';
import { icon } from './icons.ts';
import { drawMessage } from './message.ts';

const MINUTE = 60_000;

/** Messages from top to bottom. The list keeps to its end by itself: it is laid out from below. */
export function drawMessageList(
  model: Model,
  acts: Acts,
  where: Where,
  messages: PageMessage[],
  reader: Reader,
): TemplateResult {
  const shown = messages.filter((message) => !model.dismissed.has(messageKey(message)));
  const notices = model.notices.filter(
    ({ channel, threadTs }) => channel === where.channel && threadTs === where.threadTs,
  );
  const readUpTo = where.threadTs === null ? (model.readUpTo[where.channel] ?? null) : null;
  const after = where.threadTs === null ? null : instantOf(where.threadTs);
  const rows = timeline({ messages: shown, notices, reader, readUpTo, after });
  return html`
    <div class="messages" role="feed" aria-label="Messages" tabindex="0" @keydown=${walk}>
      ${repeat(
        rows,
        ({ key }) => key,
        (row) => drawRow(model, acts, where, row, reader),
      )}
    </div>
  `;
}

function drawRow(model: Model, acts: Acts, where: Where, row: Row, reader: Reader): unknown {
  switch (row.kind) {
    case 'day':
      return html`<div class="day-line" role="separator"><span>${row.label}</span></div>`;
    case 'new':
      return html`<div class="new-line" role="separator"><span>New</span></div>`;
    case 'notice':
      return drawNotice(row.notice, acts, reader);
    case 'message':
      return guard(dependencies(model, row, reader), () =>
        drawMessage(model, acts, { ...row, where, reader }),
      );
  }
}

/** All that can change how a message is drawn. Typing elsewhere is not among it. */
function dependencies(
  model: Model,
  { message, continued }: Row & { kind: 'message' },
  reader: Reader,
): unknown[] {
  const key = messageKey(message);
  const { popup, page } = model;
  return [
    message,
    continued,
    model.typed[key],
    model.waiting[key],
    model.failed[key],
    popup?.anchor.startsWith(key) ? popup : null,
    model.expanded,
    page.people,
    page.groups,
    page.shortcuts,
    page.conversations.length,
    message.replies > 0 ? page.messages[message.channel] : null,
    reader.timeZone,
    Math.floor(model.now / MINUTE),
  ];
}

/** What Slack says in its own name when an app does not do its part. */
function drawNotice(notice: Notice, acts: Acts, reader: Reader): TemplateResult {
  return html`
    <article class="message notice" aria-label=${notice.text} tabindex="-1">
      <div class="ephemeral-mark">
        ${icon('eye')}<span>Only visible to you</span>
        <button type="button" class="text-button" @click=${() => acts.dismiss(notice.id)}>Dismiss</button>
      </div>
      <div class="message-gutter"><span class="avatar avatar-large avatar-notice" aria-hidden="true">${icon('warning')}</span></div>
      <div class="message-body">
        <div class="message-author"><strong class="author-name">Workspace</strong><time class="message-time">${clockTime(notice.at, reader)}</time></div>
        <div class="message-content" role="alert">${notice.text}</div>
      </div>
    </article>
  `;
}

/** Arrow keys lead from message to message; from the list itself up to the newest. */
function walk(event: KeyboardEvent): void {
  const feed = event.currentTarget as HTMLElement;
  const target = event.target as HTMLElement;
  const isMessage = target.tagName === 'ARTICLE';
  if (!(isMessage || target === feed) || !['ArrowUp', 'ArrowDown'].includes(event.key)) return;
  const articles = [...feed.querySelectorAll<HTMLElement>('article')];
  const at = isMessage ? articles.indexOf(target) : articles.length;
  articles[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
  event.preventDefault();
}
