import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PageConversation } from '../../page-protocol.ts';
import type { Acts } from '../acts/acts.ts';
import type { Model } from '../model/model.ts';
import { formatRoute } from '../model/route.ts';
import { drawAvatar } from './avatar.ts';
import { icon } from './icons.ts';
import { drawStatusStrip } from './status-strip.ts';

/** Conversations on the left; a drawer in narrow windows. */
export function drawSidebar(model: Model, acts: Acts): TemplateResult {
  const wanted = model.filter.trim().toLowerCase();
  const found = model.page.conversations.filter(({ name }) => name.toLowerCase().includes(wanted));
  const channels = found.filter(({ kind }) => kind !== 'im').toSorted(byMembershipAndName);
  const apps = found.filter(({ kind }) => kind === 'im');
  return html`
    <div class="scrim" ?data-open=${model.drawerOpen} @click=${() => acts.showDrawer(false)}></div>
    <nav class="sidebar" aria-label="Conversations" ?data-open=${model.drawerOpen} @keydown=${onKey(acts)}>
      <label class="finder">
        ${icon('search')}
        <input
          type="text"
          placeholder="Find a conversation"
          aria-label="Find a conversation"
          autocomplete="off"
          aria-keyshortcuts="Control+K Meta+K"
          .value=${model.filter}
          @input=${(event: InputEvent) => acts.filterConversations((event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && openFirst(acts, model, [...apps, ...channels])}
        />
      </label>
      <div class="sidebar-lists">
        ${drawSection('Apps', apps, model)} ${drawSection('Channels', channels, model)}
        ${found.length === 0 ? html`<p class="sidebar-empty">Nothing is called “${model.filter}”.</p>` : nothing}
      </div>
      ${drawStatusStrip(model, acts)}
    </nav>
  `;
}

/** Enter in the field goes to the first conversation that it has found. */
function openFirst(acts: Acts, { page }: Model, [first]: PageConversation[]): void {
  if (!first) return;
  acts.filterConversations('');
  acts.go({ me: page.me, show: 'conversation', channel: first.id, threadTs: null });
}

function byMembershipAndName(a: PageConversation, b: PageConversation): number {
  const rank = ({ isMember, isArchived }: PageConversation) => (isArchived ? 2 : isMember ? 0 : 1);
  return rank(a) - rank(b) || a.name.localeCompare(b.name, 'en', { numeric: true });
}

function drawSection(
  title: string,
  conversations: PageConversation[],
  model: Model,
): TemplateResult | typeof nothing {
  if (conversations.length === 0) return nothing;
  return html`
    <h2 class="sidebar-title">${title}</h2>
    <ul class="conversations" aria-label=${title}>
      ${repeat(
        conversations,
        ({ id }) => id,
        (conversation) => html`<li>${drawConversation(conversation, model)}</li>`,
      )}
    </ul>
  `;
}

function drawConversation(conversation: PageConversation, model: Model): TemplateResult {
  const { id, name, unread, isMember, isArchived } = conversation;
  const { route, page } = model;
  const current = isShown(conversation, model);
  const href = formatRoute({ me: page.me, show: 'conversation', channel: id, threadTs: null });
  const nobodyIsCurrent = route.show === 'conversation' && route.channel === null;
  return html`
    <a
      class="conversation ${unread > 0 ? 'unread' : ''} ${isMember && !isArchived ? '' : 'outside'}"
      href=${href}
      title=${name}
      aria-current=${current ? 'page' : nothing}
      tabindex=${current || nobodyIsCurrent ? '0' : '-1'}
    >
      ${drawSign(conversation, model)}
      <span class="conversation-name">${name}</span>
      ${conversation.isShared ? html`<span class="conversation-mark">shared</span>` : nothing}
      ${isArchived ? html`<span class="conversation-mark">archived</span>` : nothing}
      ${unread > 0 ? html`<span class="badge"><span aria-hidden="true">${unread}</span><span class="unseen">${unread} unread</span></span>` : nothing}
    </a>
  `;
}

/** The app's Home belongs to its conversation. */
function isShown({ id, kind }: PageConversation, { route }: Model): boolean {
  return route.show === 'home' ? kind === 'im' : route.channel === id;
}

function drawSign({ kind, with: other }: PageConversation, { page }: Model): TemplateResult {
  if (kind === 'im')
    return drawAvatar(
      page.people.find(({ id }) => id === other),
      'small',
    );
  return kind === 'private' ? icon('lock') : icon('hash');
}

/** Arrow keys walk through the list, so that it is one stop for Tab. */
function onKey(acts: Acts): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key === 'Escape') return acts.showDrawer(false);
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const nav = event.currentTarget as HTMLElement;
    const links = [...nav.querySelectorAll<HTMLElement>('a.conversation')];
    const at = links.indexOf(event.target as HTMLElement);
    const next = event.key === 'ArrowDown' ? at + 1 : at < 0 ? -1 : at - 1;
    links.at(next % links.length)?.focus();
    event.preventDefault();
  };
}
