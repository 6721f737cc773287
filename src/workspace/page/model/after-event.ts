import type { PageEvent, PageState } from '../../page-protocol.ts';
import { plainWords } from '../text/plain-words.ts';
import { nameOf, readerOf } from '../text/reader.ts';
import { applyEvent } from './apply-event.ts';
import type { Model } from './model.ts';
import { instantOf, mainMessages } from './timeline.ts';

/** What an event changes: the snapshot, and what hangs on it. */
export function afterEvent(model: Model, event: PageEvent): Partial<Model> {
  if (event.seq <= model.page.seq) return {};
  const page = applyEvent(model.page, event);
  switch (event.kind) {
    case 'violation':
      return { page, violations: [...model.violations, event.violation] };
    case 'clock':
      return { page, now: event.clock.now };
    case 'views':
      return { page, errors: keepErrors(model, page) };
    case 'message-posted':
      return {
        page,
        // A message is never of the future: a clock that was moved on has moved at least as far.
        now: Math.max(model.now, instantOf(event.message.ts)),
        announcement: announcementOf(model, page, event.message),
      };
    default:
      return { page };
  }
}

/** Errors belong to the content at which they were found: a new hash, a new chance. */
function keepErrors(model: Model, page: PageState): Model['errors'] {
  const hashes = new Map(model.page.views.map(({ id, hash }) => [id, hash]));
  const same = new Set(page.views.filter(({ id, hash }) => hashes.get(id) === hash).map(({ id }) => id));
  return Object.fromEntries(Object.entries(model.errors).filter(([id]) => same.has(id)));
}

/** Screen readers hear new messages of the conversation on screen, by the text that bots give for them. */
function announcementOf(
  model: Model,
  page: PageState,
  message: PageState['messages'][string][number],
): string {
  const { route } = model;
  const shown = route.show === 'conversation' && route.channel === message.channel;
  if (!shown || message.user === page.me) return model.announcement;
  const inThread = mainMessages([message]).length === 0 ? ', in a thread' : '';
  const reader = readerOf(page, model.now);
  return `${nameOf(reader.person(message.user), 'Somebody')}${inThread}: ${plainWords(message.text, reader)}`;
}
