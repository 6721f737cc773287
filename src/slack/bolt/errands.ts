/** What is to be done about a command, a press, a search or a shortcut: the registries, bound to the verbs. */
import type { BlockAction, BlockSuggestion, MessageShortcut, ViewSubmitAction } from '@slack/bolt';
import { UserError } from '../../domain/errors.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { Clock } from '../../use-cases/ports.ts';
import type { Verbs } from '../../use-cases/verbs.ts';
import type { Action, ActionContext, Press } from '../actions/action.ts';
import type { Command } from '../commands/command.ts';
import type { Answer } from '../views/answer.ts';
import { loadingModal } from '../views/notices.ts';
import { chooseCommand, likelyCommand } from './choose-command.ts';
import type { Errand } from './handle.ts';
import type { PlainWords } from './plain-words.ts';
import { formIn, isHome, pressed } from './read-asked.ts';

export interface Desk {
  readonly commands: readonly Command[];
  readonly actions: readonly Action[];
  readonly verbs: Verbs;
  readonly clock: Clock;
  readonly plainWords: PlainWords;
  /** `/ready` */
  readonly slash: string;
}

/** Words behind the slash command or a mention. */
export function commandErrand(desk: Desk, text: string): Errand {
  const likely = likelyCommand(text, desk.commands);
  return {
    name: likely?.command.name ?? 'look-up',
    ack: likely?.command.ack ?? 'first',
    fresh: likely?.command.ack === 'after-commit',
    opens: likely?.command.opens?.(likely.words),
    run: async (viewer) => say(desk, viewer, await desk.plainWords(text)),
  };
}

async function say(desk: Desk, viewer: Viewer, text: string): Promise<Answer> {
  const { commands, verbs, clock, slash } = desk;
  const { command, words } = await chooseCommand(text, commands, verbs.isService);
  const answer = await command.run(words, { viewer, verbs, now: clock.now(), slash, hints: commands });
  return answer.kind === 'press' ? asPressed(desk, viewer, answer) : answer;
}

async function asPressed(
  desk: Desk,
  viewer: Viewer,
  { action: name, value, instead }: Extract<Answer, { kind: 'press' }>,
): Promise<Answer> {
  const action = desk.actions.find((one) => one.name === name);
  if (action === undefined) throw new Error(`the registry of actions has no ${name}`);
  const press: Press = { value, from: 'message', form: formIn(undefined), text: '' };
  const answer = await action.run(press, contextFor(desk, viewer));
  return answer.kind === 'modal' ? { ...answer, instead } : answer;
}

/** An element that was used; undefined for links, which have done their part. */
export function pressErrand(desk: Desk, body: BlockAction): Errand | undefined {
  const found = pressed(body);
  if (found === undefined) return undefined;
  const action = desk.actions.find(({ name, by }) => by === 'press' && name === found.action);
  if (action === undefined) return unknownErrand(desk.slash);
  const errand = actionErrand(desk, action, {
    value: found.value,
    from: body.view === undefined ? 'message' : 'modal',
    form: formIn(body.view),
    text: '',
  });
  return isHome(body) && !errand.staysHome
    ? { ...errand, opens: errand.opens ?? loadingModal('Ready') }
    : errand;
}

/** A modal's Submit; undefined for a modal that has none any more, or never had: it just closes. */
export function submitErrand(desk: Desk, body: ViewSubmitAction): Errand | undefined {
  const action = desk.actions.find(({ name }) => name === body.view.callback_id);
  const submit = action?.submit;
  if (action === undefined || submit === undefined) return undefined;
  return {
    name: action.name,
    ack: 'with-result',
    fresh: true,
    refusesStrangers: action.refusesStrangers,
    run: (viewer) => submit(formIn(body.view), contextFor(desk, viewer)),
  };
}

/** A message from before an upgrade can hold buttons that no longer exist. */
function unknownErrand(slash: string): Errand {
  return {
    name: 'unknown',
    ack: 'first',
    fresh: false,
    run: async () => {
      throw new UserError(
        `This button is from an older message and does nothing any more. Type \`${slash}\` to start anew.`,
      );
    },
  };
}

export function shortcutErrand(desk: Desk, body: MessageShortcut): Errand {
  const action = desk.actions.find(({ name, by }) => by === 'shortcut' && name === body.callback_id);
  if (action === undefined) return unknownErrand(desk.slash);
  return actionErrand(desk, action, {
    value: '',
    from: 'shortcut',
    form: formIn(undefined),
    text: body.message.text ?? '',
  });
}

function actionErrand(desk: Desk, action: Action, press: Press): Errand {
  return {
    name: action.name,
    ack: action.ack ?? 'first',
    fresh: action.fresh === true || action.ack === 'after-commit',
    refusesStrangers: action.refusesStrangers,
    staysHome: action.staysHome,
    opens: action.opens?.(press),
    run: (viewer) => action.run(press, contextFor(desk, viewer)),
  };
}

/** What a search field offers; one that nobody knows offers nothing. */
export function optionsErrand(desk: Desk, body: BlockSuggestion): Errand {
  const action = desk.actions.find(({ name }) => name === body.action_id);
  return {
    name: body.action_id,
    ack: 'with-result',
    fresh: false,
    run: async (viewer) =>
      (await action?.options?.(body.value, contextFor(desk, viewer))) ?? { kind: 'options', options: [] },
  };
}

function contextFor(desk: Desk, viewer: Viewer): ActionContext {
  const { verbs, clock, plainWords } = desk;
  return { viewer, verbs, now: clock.now(), say: (words) => say(desk, viewer, words), plainWords };
}
