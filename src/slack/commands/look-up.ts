import type { Instant } from '../../domain/instant.ts';
import type { LookUpAnswer } from '../../use-cases/look-up.ts';
import { groupMessage } from '../views/group.ts';
import type { Message } from '../views/message.ts';
import { nearestMessage } from '../views/nearest.ts';
import { readinessCard } from '../views/readiness-card.ts';
import { sharedReference } from '../views/service-list.ts';
import type { Command } from './command.ts';

export const lookUp: Command = {
  name: 'look-up',
  usage: 'SERVICE | @TEAM | SYSTEM',
  summary: 'How ready it is. A repository, a #channel or an address finds its service too.',
  invoked: 'otherwise',
  async run(words, { verbs, viewer, now }) {
    return { kind: 'private', message: found(await verbs.lookUp(viewer, words), now) };
  },
};

function found(answer: LookUpAnswer, now: Instant): Message {
  switch (answer.kind) {
    case 'card':
      return readinessCard(answer.card, { now });
    case 'group':
      return groupMessage(answer.group);
    case 'several':
      return sharedReference(answer.asked, answer.lines);
    case 'nearest':
      return nearestMessage(answer);
  }
}
