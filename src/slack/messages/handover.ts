import { handoverMessage } from '../views/handover.ts';
import type { MessageKind } from './message.ts';

/** `{ team, at }` */
export const handover: MessageKind = {
  name: 'handover',
  summary: 'A team was given services: to its channel or its stewards, once, about all of them',
  prefers: 'missing',
  async render({ subject: { team, at } }, { upkeep }) {
    const view = typeof team === 'string' && typeof at === 'number' ? await upkeep.handover(team, at) : null;
    return view === null ? null : { message: handoverMessage(view), version: `${view.services.length}` };
  },
  async fallbacks({ subject: { team: id } }, { store }) {
    const team = (await store.catalog.teams()).find((one) => one.id === id);
    const people = team === undefined ? [] : [...team.stewards, ...team.members];
    return people.map((person) => ({ kind: 'person', person }));
  },
};
