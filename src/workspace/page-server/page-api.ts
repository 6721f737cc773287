/** What the browser page reads: `GET /page/…`, as `page-protocol.ts` describes it. */
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { ActError, actor } from '../acts/act.ts';
import { canAct } from '../conversations.ts';
import type { Failure } from '../page-protocol.ts';
import type { Person, Slack } from '../slack.ts';
import { pageActs } from './page-acts.ts';
import { pageFeed } from './page-events.ts';
import { pageClock, pageState } from './page-state.ts';

/** All of `/page/…`, acts included. */
export function pageApi(slack: Slack): Hono {
  const routes = new Hono();
  const feed = pageFeed(slack);

  routes.get('/page/state', (context) => {
    const me = somebody(slack, context.req.query('as'));
    return context.json(pageState(slack, me, feed.seq()));
  });
  routes.get('/page/events', (context) => {
    const me = somebody(slack, context.req.query('as'));
    return streamSSE(context, async (stream) => {
      // A first byte, so that the browser knows at once that it is connected.
      await stream.write(': connected\n\n');
      const stop = feed.subscribe(me, (event) => void stream.writeSSE({ data: JSON.stringify(event) }));
      await new Promise<void>((gone) => stream.onAbort(gone));
      stop();
    });
  });
  routes.get('/page/clock', (context) => context.json(pageClock(slack)));
  routes.get('/page/violations', (context) => context.json(slack.violations));
  routes.route('/', pageActs(slack));
  routes.onError((error, context) => {
    if (!(error instanceof ActError)) throw error;
    const refusal: Failure = { ok: false, error: error.code, message: error.message };
    return context.json(refusal, 400);
  });
  return routes;
}

/** The person asked for, or the first who can act. */
function somebody(slack: Slack, key: string | undefined): Person {
  return actor(slack, key ?? [...slack.people.values()].find(canAct)?.id ?? '');
}
