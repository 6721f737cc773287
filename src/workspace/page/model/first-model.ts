import type { PageState } from '../../page-protocol.ts';
import type { Model, Theme } from './model.ts';

/** The model before anything has been done. */
export function firstModel(page: PageState, theme: Theme): Model {
  return {
    page,
    link: 'live',
    now: page.clock.now,
    route: { me: page.me, show: 'conversation', channel: null, threadTs: null },
    theme,
    drawerOpen: false,
    violations: [],
    violationsOpen: false,
    filter: '',
    announcement: '',
    ...untouched(),
  };
}

/** What somebody has typed, opened and sent away: gone when another person takes over. */
export function untouched() {
  return {
    drafts: {},
    suggesting: { active: 0, silencedAt: null },
    notices: [],
    unanswered: {},
    typed: {},
    errors: {},
    waiting: {},
    failed: {},
    expanded: new Set<string>(),
    dismissed: new Set<string>(),
    popup: null,
    question: null,
    readUpTo: {},
  } satisfies Partial<Model>;
}
