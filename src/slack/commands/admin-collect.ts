import { UserError } from '../../domain/errors.ts';
import type { CollectWhat } from '../../use-cases/collect-services.ts';
import { collectionBegun } from '../views/collection-progress.ts';
import type { Command } from './command.ts';

export const adminCollect: Command = {
  name: 'admin-collect',
  usage: 'admin collect all | @TEAM | SYSTEM',
  summary: 'Admins: ask every collector about many services now. A message tells how far it is.',
  invoked: 'by-name',
  async run(words, { verbs, viewer }) {
    return {
      kind: 'private',
      message: collectionBegun(await verbs.beginCollection(viewer, meant(words))),
    };
  },
};

function meant(words: string): CollectWhat {
  if (words === '')
    throw new UserError('Say which: `all`, a team such as `@payments`, or the id of a system.');
  if (words.toLowerCase() === 'all') return { kind: 'all' };
  return words.startsWith('@') ? { kind: 'team', id: words.slice(1) } : { kind: 'system', id: words };
}
