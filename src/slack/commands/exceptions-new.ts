import { actions, button, section } from '../views/blocks.ts';
import type { Message } from '../views/message.ts';
import { loadingModal } from '../views/notices.ts';
import { askValue } from '../views/targets.ts';
import { mrkdwn } from '../views/text.ts';
import type { Command } from './command.ts';

export const exceptionsNew: Command = {
  name: 'exceptions-new',
  usage: 'exceptions new [SERVICE] [RULE]',
  summary: 'Ask for an exception: a check that cannot pass for now, with a reason and an end.',
  invoked: 'by-name',
  opens: () => loadingModal('Request exception'),
  async run(words) {
    const [service = null, rule = null] = words.split(/\s+/).filter((word) => word !== '');
    const value = askValue({ kind: 'new', service, rule });
    return { kind: 'press', action: 'exception-new', value, instead: asButton(service, value) };
  },
};

/** Where Slack lets nobody open a window, in a thread, a button can. */
function asButton(service: string | null, value: string): Message {
  const what = service === null ? '' : ` for *${mrkdwn(service, 80)}*`;
  return {
    text: `Press the button to request an exception${what.replaceAll('*', '')}.`,
    blocks: [
      section(`Request an exception${what}:`),
      ...actions([button('exception-new', 'Request exception', value, { style: 'primary' })]),
    ],
  };
}
