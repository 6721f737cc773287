/** What is to be done about a command, a press, a search or a shortcut: the registries, bound to the verbs. */
import type { BlockAction, BlockSuggestion, MessageShortcut } from '@slack/bolt';
import { UserError } from '../../domain/errors.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { Clock } from '../../use-cases/ports.ts';
import type { Verbs } from '../../use-cases/verbs.ts';
import type { Action, ActionContext, Press } from '../actions/action.ts';
import type { Command } from '../commands/command.ts';
import type { Answer } from '../views/answer.ts';
import { chooseCommand } from './choose-command.ts';
import type { Errand } from './handle.ts';
import type { PlainWords } from './plain-words.ts';
import { pressed } from './read-asked.ts';

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
  const [first = ''] = text.trim().split(/\s+/);
  const likely = desk.commands.find(({ name, invoked }) =>
    first === '' ? invoked === 'bare' : invoked === 'by-name' && name === first.toLowerCase(),
  );
  return {
    name: likely?.name ?? 'look-up',
    ack: likely?.ack ?? 'first',
    fresh: likely?.ack === 'after-commit',
    run: async (viewer) => say(desk, viewer, await desk.plainWords(text)),
  };
}

async function say(desk: Desk, viewer: Viewer, text: string): Promise<Answer> {
  const { commands, verbs, clock, slash } = desk;
  const { command, words } = await chooseCommand(text, commands, verbs.isService);
  return command.run(words, { viewer, verbs, now: clock.now(), slash, hints: commands });
}

/** An element that was used; undefined for links, which have done their part. */
export function pressErrand(desk: Desk, body: BlockAction): Errand | undefined {
  const found = pressed(body);
  if (found === undefined) return undefined;
  const action = desk.actions.find(({ name, by }) => by === 'press' && name === found.action);
  if (action === undefined) return unknownErrand(desk.slash);
  return actionErrand(desk, action, {
    value: found.value,
    from: body.view === undefined ? 'message' : 'modal',
    text: '',
  });
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
  return actionErrand(desk, action, { value: '', from: 'shortcut', text: body.message.text ?? '' });
}

function actionErrand(desk: Desk, action: Action, press: Press): Errand {
  return {
    name: action.name,
    ack: action.ack ?? 'first',
    fresh: action.fresh === true || action.ack === 'after-commit',
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
