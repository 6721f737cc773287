import { guard } from 'lit/directives/guard.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PageConversation, PageMessage } from '../../page-protocol.ts';
import type { Acts, Where } from '../acts/acts.ts';
import type { Model } from '../model/model.ts';
import { formatRoute } from '../model/route.ts';
import { mainMessages } from '../model/timeline.ts';
import type { Reader } from '../text/reader.ts';
import { drawComposer } from './composer.ts';
import { icon } from './icons.ts';
import { drawMessageList } from './message-list.ts';

const NONE: PageMessage[] = [];
/** Pixels. */
const FAR = 300;

/** A conversation: its name, its messages, and where one writes. */
export function drawConversation(
  model: Model,
  acts: Acts,
  conversation: PageConversation,
  reader: Reader,
): TemplateResult {
  const where = { channel: conversation.id, threadTs: null };
  return html`
    ${drawHeader(model, conversation)} ${drawScroller(model, acts, where, conversation, reader)}
    ${
      conversation.isArchived
        ? html`<p class="composer-closed">This conversation is archived: it can be read, not written in.</p>`
        : drawComposer(model, acts, where, `Message ${signedName(conversation)}`)
    }
  `;
}

/** "#general", or a person's name. */
export function signedName({ kind, name }: PageConversation): string {
  return kind === 'im' ? name : `#${name}`;
}

function drawHeader(model: Model, conversation: PageConversation): TemplateResult {
  const { kind, name, topic, members } = conversation;
  if (kind === 'im') return drawAppHeader(model, conversation, 'messages');
  return html`
    <header class="main-header">
      <h2>${icon(kind === 'private' ? 'lock' : 'hash')}<span>${name}</span></h2>
      <p class="topic" title=${topic}>${topic}</p>
      <span class="members" title="${members.length} members">${icon('people')}${members.length}</span>
    </header>
  `;
}

/** The app has two tabs: its Home, and the messages with it. */
export function drawAppHeader(
  { page }: Model,
  { id, name }: PageConversation,
  tab: 'home' | 'messages',
): TemplateResult {
  const messages = formatRoute({ me: page.me, show: 'conversation', channel: id, threadTs: null });
  const current = (it: string) => (tab === it ? 'page' : nothing);
  return html`
    <header class="main-header app-header">
      <h2><span>${name}</span><span class="app-badge">APP</span></h2>
      <nav class="tabs" aria-label=${name}>
        <a href=${formatRoute({ me: page.me, show: 'home' })} aria-current=${current('home')}>${icon('home')}Home</a>
        <a href=${messages} aria-current=${current('messages')}>${icon('message')}Messages</a>
      </nav>
    </header>
  `;
}

function drawScroller(
  model: Model,
  acts: Acts,
  where: Where,
  conversation: PageConversation,
  reader: Reader,
): TemplateResult {
  const all = model.page.messages[conversation.id] ?? NONE;
  return html`
    <div class="scroller" @scroll=${markAway}>
      ${guard(listDependencies(model, all, conversation), () => {
        const messages = mainMessages(all);
        return html`
          <div class="scroller-content">
            ${drawBeginning(model, acts, conversation)} ${drawMessageList(model, acts, where, messages, reader)}
          </div>
        `;
      })}
    </div>
    <button type="button" class="to-end button" @click=${toEnd}>${icon('down')}Latest messages</button>
  `;
}

/** All that the list is drawn from; what is being written is not among it, so that typing stays light. */
function listDependencies(model: Model, messages: PageMessage[], conversation: PageConversation): unknown[] {
  const { typed, waiting, failed, popup, expanded, dismissed, notices, readUpTo, page } = model;
  const minute = Math.floor(model.now / 60_000);
  const state = [typed, waiting, failed, popup, expanded, dismissed, notices, readUpTo, minute];
  return [messages, conversation.id, ...state, page.me, page.people, page.groups, page.shortcuts];
}

/** Laid out from below, a list counts from its end: far from it there is a way back. */
function markAway(event: Event): void {
  const scroller = event.currentTarget as HTMLElement;
  scroller.toggleAttribute('data-away', scroller.scrollTop < -FAR);
}

function toEnd(event: Event): void {
  const scroller = (event.currentTarget as HTMLElement).previousElementSibling;
  scroller?.scrollTo({ top: 0 });
}

function drawBeginning({ page }: Model, acts: Acts, conversation: PageConversation): TemplateResult {
  const { id, kind, name, topic } = conversation;
  const command = page.commands[0];
  const start = () => {
    acts.write(
      { channel: id, threadTs: null },
      `${command?.command ?? ''} `,
      (command?.command.length ?? 0) + 1,
    );
    document.getElementById('composer')?.focus();
  };
  return html`
    <div class="beginning">
      <h3>${kind === 'im' ? name : html`${icon(kind === 'private' ? 'lock' : 'hash')}${name}`}</h3>
      <p>
        ${kind === 'im' ? `This is between you and ${name} only.` : `This is the very beginning of #${name}.`}
        ${topic}
      </p>
      ${command ? html`<button type="button" class="button" @click=${start}>Try ${command.command}</button>` : nothing}
    </div>
  `;
}
