import type { ReadinessCard } from '../../use-cases/show-readiness.ts';
import { loadingModal } from '../views/notices.ts';
import { pickerModal } from '../views/picker-modal.ts';
import { readinessCard } from '../views/readiness-card.ts';
import type { Action, ActionContext } from './action.ts';

const MOST_REFERENCES = 5;
const MOST_WORDS = 30;

/** In the menu of every message, threads included: the card of the service that the message is about, or a search. */
export const checkReadiness: Action = {
  name: 'check-readiness',
  by: 'shortcut',
  opens: () => loadingModal('Check readiness'),
  async run({ text }, context) {
    const card = await guess(await context.plainWords(text), context);
    if (card === undefined)
      return { kind: 'modal', modal: pickerModal(null, undefined, 'Which service is it about?') };
    return { kind: 'modal', modal: pickerModal(readinessCard(card, { now: context.now }), card.service) };
  },
};

/** Addresses and channels say most about which service is meant, then words that are exactly a service's id. */
async function guess(text: string, context: ActionContext): Promise<ReadinessCard | undefined> {
  const { verbs, viewer } = context;
  for (const reference of references(text)) {
    const answer = await verbs.lookUp(viewer, reference);
    if (answer.kind === 'card') return answer.card;
  }
  for (const word of candidates(text)) {
    if (!(await verbs.isService(word))) continue;
    const answer = await verbs.lookUp(viewer, word);
    if (answer.kind === 'card') return answer.card;
  }
  return undefined;
}

function references(text: string): string[] {
  return [...new Set(text.match(/https?:\/\/[^\s<>"')\]]+|#[a-z0-9][\w-]*/gi))].slice(0, MOST_REFERENCES);
}

/** Words with a hyphen first: ids have them more often than prose. */
function candidates(text: string): string[] {
  const words = [...new Set(text.toLowerCase().match(/[a-z0-9][a-z0-9._-]*[a-z0-9]/g))];
  return words.toSorted((a, b) => Number(b.includes('-')) - Number(a.includes('-'))).slice(0, MOST_WORDS);
}
