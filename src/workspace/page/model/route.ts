/** What the address names after `#`: who acts, and what they look at. */
export type Route =
  | { me: string | null; show: 'conversation'; channel: string | null; threadTs: string | null }
  | { me: string | null; show: 'home' };

/** `#/U1/C1`, `#/U1/C1/1700000000.000100` (a thread), `#/U1/home`; everything may be missing. */
export function parseRoute(hash: string): Route {
  const [me, place, threadTs] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  if (place === 'home') return { me: me || null, show: 'home' };
  return { me: me || null, show: 'conversation', channel: place || null, threadTs: threadTs || null };
}

/** The address's `#…` for a route. */
export function formatRoute(route: Route): string {
  const parts = route.show === 'home' ? [route.me, 'home'] : [route.me, route.channel, route.threadTs];
  return `#/${parts.filter((part) => part !== null).join('/')}`;
}
