import { exceptionList } from '../views/exception-list.ts';
import type { Command } from './command.ts';

export const exceptions: Command = {
  name: 'exceptions',
  usage: 'exceptions [pending|mine|to-decide|expiring|service:ID|rule:ID]',
  summary: 'Exceptions: who asked for what, who decided, until when.',
  invoked: 'by-name',
  async run(words, { verbs, viewer }) {
    return { kind: 'private', message: exceptionList(await verbs.exceptions.list(viewer, words, 0)) };
  },
};
