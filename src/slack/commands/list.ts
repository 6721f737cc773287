import { serviceList } from '../views/service-list.ts';
import type { Command } from './command.ts';

export const list: Command = {
  name: 'list',
  usage: 'list [team:x] [tier:x] [level:x] [failing:rule] [system:x]',
  summary: 'Services that meet all filters, worst first.',
  invoked: 'by-name',
  async run(words, { verbs, viewer }) {
    return { kind: 'private', message: serviceList(await verbs.listServices(viewer, words, 0)) };
  },
};
