import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PagePerson } from '../../page-protocol.ts';
import type { Acts } from '../acts/acts.ts';
import { drawPopupList, type ListRow } from '../controls/popup-list.ts';
import type { Model, Theme } from '../model/model.ts';
import { nameOf } from '../text/reader.ts';
import { drawAvatar } from './avatar.ts';
import { type IconName, icon, mark } from './icons.ts';

const NEXT_THEME: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const THEME_ICON: Record<Theme, IconName> = { system: 'screen', light: 'sun', dark: 'moon' };
const SWITCHER = 'person-switcher';

/** Whose workspace this is, and as whom one acts in it. */
export function drawTopbar(model: Model, acts: Acts): TemplateResult {
  const { theme, page } = model;
  const next = NEXT_THEME[theme];
  return html`
    <header class="topbar">
      <button
        type="button"
        class="bar-button menu-button"
        aria-label="Conversations"
        aria-expanded=${String(model.drawerOpen)}
        @click=${() => acts.showDrawer(!model.drawerOpen)}
      >
        ${icon('menu')}
      </button>
      <div class="brand">${mark()}<h1>${page.team.name}</h1><span class="brand-kind">local workspace</span></div>
      <div class="bar-end">
        <button
          type="button"
          class="bar-button"
          title="Theme: ${theme}"
          aria-label="Theme: ${theme}. Change to ${next}"
          @click=${() => acts.setTheme(next)}
        >
          ${icon(THEME_ICON[theme])}
        </button>
        ${drawSwitcher(model, acts)}
      </div>
    </header>
  `;
}

function drawSwitcher(model: Model, acts: Acts): TemplateResult {
  const me = model.page.people.find(({ id }) => id === model.page.me);
  const open = model.popup?.anchor === SWITCHER ? model.popup : null;
  const people = model.page.people.filter(({ canAct }) => canAct);
  const here = people.findIndex(({ id }) => id === model.page.me);
  const toggle = () => {
    if (open) return acts.closePopup();
    acts.openPopup(SWITCHER);
    acts.movePopup(here);
  };
  return html`
    <button
      type="button"
      class="bar-button switcher"
      id=${SWITCHER}
      aria-haspopup="listbox"
      aria-expanded=${String(open !== null)}
      aria-label="You act as ${nameOf(me, 'nobody')}. Act as somebody else"
      @click=${toggle}
    >
      ${drawAvatar(me, 'small')}
      <span class="switcher-words"><strong>${nameOf(me, 'Nobody')}</strong><span>${me?.title ?? ''}</span></span>
      ${icon('chevron')}
    </button>
    ${
      open
        ? drawPopupList({
            popup: open,
            label: 'Act as',
            role: 'listbox',
            rows: people.map((person) => personRow(person, model, acts)),
            search: null,
            note: null,
            several: false,
            acts,
          })
        : nothing
    }
  `;
}

function personRow(person: PagePerson, model: Model, acts: Acts): ListRow {
  const role =
    person.kind === 'member' ? person.title : [person.title, person.kind].filter(Boolean).join(' · ');
  return {
    key: person.id,
    group: 'Act as',
    content: html`${drawAvatar(person, 'medium')}<span class="person-words"><strong>${nameOf(person, person.id)}</strong><span>${role}</span></span>`,
    selected: person.id === model.page.me,
    disabled: false,
    pick: () => acts.go({ ...model.route, me: person.id }),
  };
}
