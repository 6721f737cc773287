import type { Failure } from '../../page-protocol.ts';
import { type Draft, draftKey, type Model, type Notice } from '../model/model.ts';
import type { Store } from '../model/store.ts';
import type { TalkActs, Where } from './acts.ts';
import type { Api } from './api.ts';

export type TalkDeps = { store: Store<Model>; api: Api; newId: () => string };

/** Writing messages and commands. */
export function createTalkActs(deps: TalkDeps): TalkActs {
  const { store, api } = deps;
  const attempt = createAttempt(deps);
  const write = (where: Where, text: string, caret: number): void =>
    store.change((model) => withDraft(model, where, { text, caret }));
  const draftIn = (where: Where): string => store.get().drafts[keyOf(where)]?.text ?? '';

  return {
    write,
    takeSuggestion(where, { from, to }, { insert }) {
      const text = draftIn(where);
      const rest = insert.endsWith(' ') ? text.slice(to).replace(/^ /, '') : text.slice(to);
      write(where, `${text.slice(0, from)}${insert}${rest}`, from + insert.length);
    },
    moveSuggestion: (active) => store.change(({ suggesting }) => ({ suggesting: { ...suggesting, active } })),
    silenceSuggestions(where) {
      store.change(() => ({ suggesting: { active: 0, silencedAt: draftIn(where) } }));
    },
    async send(where) {
      const text = draftIn(where).trim();
      if (text === '') return;
      write(where, '', 0);
      await attempt(where, () => sendText(api, store.get().page.me, where, text));
    },
    async runShortcut(callbackId, where, message) {
      const as = store.get().page.me;
      await attempt(where, () => api.post('shortcut', { as, callbackId, message }));
    },
    dismiss: (key) =>
      store.change(({ dismissed, notices }) => ({
        dismissed: new Set([...dismissed, key]),
        notices: notices.filter(({ id }) => id !== key),
      })),
  };
}

type Attempt = (where: Where, act: () => Promise<{ ok: true } | Failure>) => Promise<void>;

/** Counts an act as unanswered while it is, and says below the conversation why it failed. */
function createAttempt({ store, newId }: TalkDeps): Attempt {
  return async (where, act) => {
    store.change((model) => countUnanswered(model, where, 1));
    const answer = await act();
    store.change((model) => countUnanswered(model, where, -1));
    if (answer.ok) return;
    const text = failureWords(answer);
    store.change((model) => ({ notices: [...model.notices, newNotice(newId(), model, where, text)] }));
  };
}

const keyOf = ({ channel, threadTs }: Where): string => draftKey(channel, threadTs);

function withDraft({ drafts, suggesting }: Model, where: Where, draft: Draft): Partial<Model> {
  const silencedAt = suggesting.silencedAt === draft.text ? draft.text : null;
  return { drafts: { ...drafts, [keyOf(where)]: draft }, suggesting: { active: 0, silencedAt } };
}

/** As in Slack, a slash means a command everywhere but in a thread, where it cannot be used. */
function sendText(api: Api, as: string, where: Where, text: string): Promise<{ ok: true } | Failure> {
  const [, command, rest = ''] = /^(\/\S+)\s*(.*)$/s.exec(text) ?? [];
  if (!command) {
    const { channel, threadTs } = where;
    return api.post('message', { as, channel, text, ...(threadTs ? { threadTs } : {}) });
  }
  if (where.threadTs) return Promise.resolve(NOT_IN_THREADS);
  return api.post('command', { as, channel: where.channel, command, text: rest });
}

const NOT_IN_THREADS: Failure = {
  ok: false,
  error: 'not_in_threads',
  message: 'Slash commands cannot be used in threads. Use a message shortcut, or mention the app.',
};

/** As Slack says it, with the error's name for whoever develops the app. */
function failureWords({ error, message }: Failure): string {
  return message.includes(error) ? message : `${message} (${error})`;
}

function countUnanswered(model: Model, where: Where, by: number): Partial<Model> {
  const key = keyOf(where);
  return { unanswered: { ...model.unanswered, [key]: (model.unanswered[key] ?? 0) + by } };
}

function newNotice(id: string, model: Model, { channel, threadTs }: Where, text: string): Notice {
  const newest = Number(model.page.messages[channel]?.at(-1)?.ts ?? 0) * 1000;
  return { id: `notice-${id}`, channel, threadTs, at: Math.max(model.now, newest), text };
}
