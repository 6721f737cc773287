import type { ActionState, InputState, PageView } from '../../page-protocol.ts';
import type { Site } from '../blocks/surface.ts';
import type { AnyElement } from '../model/input-values.ts';
import type { Theme } from '../model/model.ts';
import type { Route } from '../model/route.ts';
import type { Suggestion, Suggestions } from '../model/suggestions.ts';

/** A conversation, or one of its threads. */
export type Where = { channel: string; threadTs: string | null };

/** Moving around; nothing of it is said to the app except that its Home was opened. */
export type NavigationActs = {
  go: (route: Route) => void;
  closeThread: () => void;
  setTheme: (theme: Theme) => void;
  showDrawer: (open: boolean) => void;
  filterConversations: (text: string) => void;
  showViolations: (open: boolean) => void;
  /** Milliseconds; only where the workspace's clock stands still. */
  advanceClock: (by: number) => Promise<void>;
};

/** Writing and reading. */
export type TalkActs = {
  write: (where: Where, text: string, caret: number) => void;
  takeSuggestion: (where: Where, suggestions: Suggestions, row: Suggestion) => void;
  moveSuggestion: (to: number) => void;
  silenceSuggestions: (where: Where) => void;
  /** Sends what is written: as a command when it begins with a slash. */
  send: (where: Where) => Promise<void>;
  runShortcut: (callbackId: string, where: Where, message?: { channel: string; ts: string }) => Promise<void>;
  dismiss: (key: string) => void;
};

/** Using blocks. */
export type ElementActs = {
  /** Keeps an input's new state without telling the app. */
  fill: (site: Site, state: InputState) => void;
  /** Asks the element's `confirm`, keeps the state, and tells the app if the site sends. */
  commit: (site: Site, element: AnyElement | object, state: ActionState) => Promise<void>;
  expand: (domId: string, open: boolean) => void;
};

/** Lists that hang from an element. */
export type PopupActs = {
  /** `site`: an external select, which asks the app what to offer. */
  openPopup: (anchor: string, site?: Site) => void;
  /** Only the one that hangs there, if told where. */
  closePopup: (anchor?: string) => void;
  movePopup: (to: number) => void;
  searchPopup: (query: string, site?: Site) => void;
};

/** Modals. */
export type ViewActs = {
  submit: (view: PageView) => Promise<void>;
  /** `all`: the whole stack, as the ✕ does. */
  closeView: (view: PageView, all?: boolean) => Promise<void>;
  answer: (yes: boolean) => void;
};

export type Acts = NavigationActs & TalkActs & ElementActs & PopupActs & ViewActs;
