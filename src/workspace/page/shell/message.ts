import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PageMessage } from '../../page-protocol.ts';
import type { Acts, Where } from '../acts/acts.ts';
import { drawBlocks } from '../blocks/blocks.ts';
import { drawFile } from '../blocks/image.ts';
import { type Surface, surfaceOf } from '../blocks/surface.ts';
import { type Model, messageKey } from '../model/model.ts';
import { formatRoute } from '../model/route.ts';
import { instantOf, threadReplies } from '../model/timeline.ts';
import { drawMrkdwn } from '../text/draw-text.ts';
import { plainWords } from '../text/plain-words.ts';
import { nameOf, type Reader } from '../text/reader.ts';
import { clockTime, slackDate } from '../text/slack-date.ts';
import { drawAvatar } from './avatar.ts';
import { icon } from './icons.ts';
import { drawMessageTools } from './message-tools.ts';

export type MessageInput = {
  message: PageMessage;
  continued: boolean;
  /** Where it stands: in its conversation, or in a thread beside it. */
  where: Where;
  reader: Reader;
};

/** A message with its author, blocks, files and thread. */
export function drawMessage(model: Model, acts: Acts, input: MessageInput): TemplateResult {
  const { message, continued, where, reader } = input;
  const author = reader.person(message.user);
  const surface = messageSurface(model, acts, input);
  const time = clockTime(instantOf(message.ts), reader);
  const words = plainWords(message.text, reader);
  return html`
    <article
      class="message ${continued ? 'continued' : ''} ${message.ephemeral ? 'ephemeral' : ''}"
      aria-label="${nameOf(author, message.user)}, ${time}: ${words}"
      data-ts=${message.ts}
      tabindex="-1"
    >
      ${message.ephemeral ? drawEphemeralMark(message, acts) : nothing}
      <div class="message-gutter">
        ${continued ? html`<time class="gutter-time">${time.replace(/ [AP]M$/, '')}</time>` : drawAvatar(author, 'large')}
      </div>
      <div class="message-body">
        ${continued ? nothing : drawAuthor(input, time)}
        <div class="message-content">${drawContent(message, surface)}${message.edited ? html`<span class="edited">(edited)</span>` : nothing}</div>
        ${message.files.map(drawFile)}
        ${message.replies > 0 && where.threadTs === null ? drawReplies(model, message, reader) : nothing}
      </div>
      ${message.ephemeral ? nothing : drawMessageTools(surface, message, where)}
    </article>
  `;
}

function messageSurface(model: Model, acts: Acts, { message, where, reader }: MessageInput): Surface {
  const key = messageKey(message);
  const place = { channel: message.channel, ts: message.ts };
  const dom = where.threadTs ? `${key}-in-thread` : key;
  return surfaceOf(model, { key, dom, kind: 'message', place, reader, acts, blocks: message.blocks });
}

function drawContent(message: PageMessage, surface: Surface): unknown {
  return message.blocks.length > 0
    ? drawBlocks(message.blocks, surface)
    : html`<div class="message-text">${drawMrkdwn(message.text, surface.reader)}</div>`;
}

function drawAuthor({ message, reader }: MessageInput, time: string): TemplateResult {
  const author = reader.person(message.user);
  const full = slackDate(Number(message.ts), '{date_long} at {time_secs}', reader);
  return html`
    <div class="message-author">
      <strong class="author-name" title=${author?.title ?? ''}>${nameOf(author, message.user)}</strong>
      ${author?.kind === 'bot' ? html`<span class="app-badge">APP</span>` : nothing}
      <time class="message-time" title=${full ?? ''}>${time}</time>
    </div>
  `;
}

function drawEphemeralMark(message: PageMessage, acts: Acts): TemplateResult {
  return html`
    <div class="ephemeral-mark">
      ${icon('eye')}<span>Only visible to you</span>
      <button type="button" class="text-button" @click=${() => acts.dismiss(messageKey(message))}>Dismiss</button>
    </div>
  `;
}

function drawReplies(model: Model, message: PageMessage, reader: Reader): TemplateResult {
  const replies = threadReplies(model.page.messages[message.channel] ?? [], message.ts);
  const authors = [...new Set(replies.map(({ user }) => user))].slice(0, 4);
  const last = replies.at(-1);
  const ago = last && slackDate(Number(last.ts), '{date_short_pretty} at {time}', reader);
  const route = {
    me: reader.me,
    show: 'conversation',
    channel: message.channel,
    threadTs: message.ts,
  } as const;
  return html`
    <a class="replies" href=${formatRoute(route)}>
      ${authors.map((id) => drawAvatar(reader.person(id), 'small'))}
      <span class="replies-count">${message.replies} ${message.replies === 1 ? 'reply' : 'replies'}</span>
      ${ago ? html`<span class="replies-last">Last reply ${ago.charAt(0).toLowerCase()}${ago.slice(1)}</span>` : nothing}
    </a>
  `;
}
