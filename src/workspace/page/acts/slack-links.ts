import type { Model } from '../model/model.ts';
import type { Store } from '../model/store.ts';
import type { Acts } from './acts.ts';

/** `slack://app?…&tab=home` and `slack://channel?id=…` lead to places of this page. */
export function followSlackLinks(root: HTMLElement, store: Store<Model>, acts: Acts): void {
  root.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="slack:"]');
    if (!link) return;
    event.preventDefault();
    const { page } = store.get();
    const url = new URL(link.href);
    const query = url.searchParams;
    const app = page.conversations.find(({ kind }) => kind === 'im')?.id ?? null;
    const toApp = link.href.startsWith('slack://app');
    if (toApp && query.get('tab') !== 'messages') return acts.go({ me: page.me, show: 'home' });
    const channel = toApp || link.href.startsWith('slack://user') ? app : query.get('id');
    acts.go({ me: page.me, show: 'conversation', channel, threadTs: null });
  });
}
