import type { PageEvent } from '../../page-protocol.ts';
import { afterEvent } from '../model/after-event.ts';
import { applyEvent } from '../model/apply-event.ts';
import type { Model } from '../model/model.ts';
import type { Store } from '../model/store.ts';
import type { Api } from './api.ts';

const RETRY_AFTER = 2000;

export type Connection = {
  /** Follows the workspace as another person, from a snapshot that has just been fetched. */
  follow: (as: string) => void;
};

/**
 * Keeps the model in step with the server. Each time the stream opens a snapshot is fetched, and what the stream
 * said meanwhile is applied to it, so that nothing is lost between the two, nor over a restart of the server.
 */
export function createConnection(store: Store<Model>, api: Api): Connection {
  let source: EventSource | null = null;
  const follow = (as: string): void => {
    source?.close();
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
  return { follow };
}
