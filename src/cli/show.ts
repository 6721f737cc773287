import { CARD_SHAPE, cardDocument } from './shell/card-document.ts';
import { theService } from './shell/the-service.ts';
import { renderCard } from './terminal/card.ts';
import { defineVerb } from './verb.ts';

export const show = defineVerb({
  name: 'show',
  summary: "Show a service's readiness card",
  arguments: [
    { usage: '<service>', description: 'its id, an earlier id, its repository, channel or a link of it' },
  ],
  options: [],
  json: CARD_SHAPE,
  async run({ words: [service = ''] }, workshop) {
    const { verbs, viewer } = await workshop.read();
    const card = await theService(verbs, viewer, service);
    return { exit: 0, document: cardDocument(card), render: (page) => renderCard(card, page) };
  },
});
