import type { Model } from '../model/model.ts';
import type { Store } from '../model/store.ts';
import { mainMessages } from '../model/timeline.ts';
import type { Api } from './api.ts';

/** Tells the workspace what has been read: the conversation on screen, while the window can be seen. */
export function tellWhatIsRead(store: Store<Model>, api: Api, document: Document): void {
  let told = '';
  const tell = (): void => {
    const { page, route } = store.get();
    const channel = route.show === 'conversation' ? route.channel : null;
    const conversation = page.conversations.find(({ id }) => id === channel);
    const newest = mainMessages(page.messages[channel ?? ''] ?? []).at(-1)?.ts;
    const news = `${page.me} ${channel} ${newest}`;
    if (!conversation?.unread || !newest || document.hidden || news === told) return;
    told = news;
    void api.post('mark-read', { as: page.me, channel, ts: newest });
  };
  store.subscribe(tell);
  document.addEventListener('visibilitychange', tell);
}
