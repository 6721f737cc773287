import { deliver } from '../delivery/deliver.ts';
import { checkContent } from '../messages.ts';
import { commandPayload } from '../payloads/commands.ts';
import { Answer, postAnswer } from '../response-urls.ts';
import type { Delivery, Slack } from '../slack.ts';
import { ActError, actor, conversationAt, obey } from './act.ts';

/** Somebody typed a slash command; text in the acknowledgement is shown, to them alone unless it says otherwise. */
export async function runCommand(
  slack: Slack,
  act: { as: string; channel: string; command: string; text: string },
): Promise<Delivery> {
  const person = actor(slack, act.as);
  const conversation = conversationAt(slack, person, act.channel);
  if (!slack.app.commands.some(({ command }) => command === act.command)) {
    throw new ActError('unknown_command', `${act.command} is not a valid command.`);
  }
  const payload = commandPayload(slack, person, conversation, { command: act.command, text: act.text });
  const delivery = await deliver(slack, 'slash_commands', act.command, payload);
  return obey(slack, delivery, () => {
    const answer = Answer.safeParse(delivery.ack);
    if (!answer.success || !(answer.data.text || answer.data.blocks)) return;
    checkContent(slack, act.command, answer.data);
    postAnswer(slack, { user: person.id, channel: conversation.id }, answer.data);
  });
}
