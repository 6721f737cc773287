import type { PageEvent, PageState } from '../../page-protocol.ts';
import { applyEvent } from '../model/apply-event.ts';
import type { Model } from '../model/model.ts';
import type { Store } from '../model/store.ts';
import { mainMessages } from '../model/timeline.ts';
import { plainWords } from '../text/plain-words.ts';
import { nameOf, readerOf } from '../text/reader.ts';
import type { Api } from './api.ts';

const RETRY_AFTER = 2000;

export type Connection = {
  /** Follows the workspace as another person, from a snapshot that has just been fetched. */
  follow: (as: string) => void;
  close: () => void;
};

/**
 * Keeps the model in step with the server. Each time the stream opens a snapshot is fetched, and what the stream
 * said meanwhile is applied to it, so that nothing is lost between the two, nor over a restart of the server.
 */
export function createConnection(store: Store<Model>, api: Api): Connection {
  let source: EventSource | null = null;
  const close = () => source?.close();
  const follow = (as: string): void => {
    close();
    const stream = api.events(as);
    source = stream;
    let since: PageEvent[] = [];
    stream.onopen = () => {
      since = [];
      resume(as).catch(() => lose());
    };
    stream.onmessage = ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as PageEvent;
      since.push(event);
      store.change((model) => afterEvent(model, event));
    };
    stream.onerror = () => lose();

    async function resume(person: string): Promise<void> {
      const [page, violations] = await Promise.all([api.state(person), api.violations()]);
      if (source !== stream) return;
      const current = since.reduce(applyEvent, page);
      store.change(() => ({ page: current, violations, link: 'live', now: current.clock.now }));
    }

    /** The browser tries again by itself unless the server has refused; then it is tried from anew. */
    function lose(): void {
      if (source !== stream) return;
      store.change(() => ({ link: 'lost' }));
      if (stream.readyState === EventSource.CLOSED)
        setTimeout(() => source === stream && follow(as), RETRY_AFTER);
    }
  };
  return { follow, close };
}

/** What an event changes: the snapshot, and what hangs on it. */
export function afterEvent(model: Model, event: PageEvent): Partial<Model> {
  const page = applyEvent(model.page, event);
  if (page === model.page) return {};
  switch (event.kind) {
    case 'violation':
      return { page, violations: [...model.violations, event.violation] };
    case 'clock':
      return { page, now: event.clock.now };
    case 'views':
      return { page, errors: keepErrors(model, page) };
    case 'message-posted':
      return { page, announcement: announcementOf(model, page, event.message) };
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
