import type { ActionContext, Press } from '../../src/slack/actions/action.ts';
import type { CommandContext } from '../../src/slack/commands/command.ts';
import { commands } from '../../src/slack/commands/index.ts';
import type { Answer } from '../../src/slack/views/answer.ts';
import type { Verbs } from '../../src/use-cases/verbs.ts';
import { literalVerbs } from './literal-verbs.ts';
import { sketch } from './sketch.ts';
import { NOW } from './view-models.ts';
import { viewer } from './viewers.ts';

export function commandContext(verbs: Partial<Verbs> = {}): CommandContext {
  return { viewer: viewer(), verbs: literalVerbs(verbs), now: NOW, slash: '/ready', hints: commands };
}

export function actionContext(verbs: Partial<Verbs> = {}): ActionContext {
  return {
    viewer: viewer(),
    verbs: literalVerbs(verbs),
    now: NOW,
    say: async (words) => ({ kind: 'private', message: { text: `said ${words}`, blocks: [] } }),
    plainWords: async (text) => text.replace(/<([^|>]+)[^>]*>/g, '$1'),
  };
}

export function press(value: string, more: Partial<Press> = {}): Press {
  return { value, from: 'message', form: { about: '', values: {} }, text: '', ...more };
}

/** What kind of answer it is, and what it says. */
export function said(answer: Answer): string {
  if (answer.kind === 'modal') return `modal ${sketch(answer.modal)}`;
  if ('message' in answer) return `${answer.kind} ${sketch(answer.message)}`;
  return answer.kind === 'options'
    ? `options ${answer.options.map(({ value }) => value).join(' ')}`
    : answer.kind;
}
