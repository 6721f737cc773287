import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { Log } from '../../use-cases/log.ts';
import { BODY_LIMIT, type HttpDeps, type Route } from '../route.ts';

/**
 * Somebody else's listener at one of our addresses, such as Bolt's HTTP receiver at `POST /slack/events`.
 * It gets the untouched request (signatures cover the raw body) and sees to its own limits.
 */
export interface Mount {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly listener: RequestListener;
}

export type HttpApp = Hono<{ Bindings: HttpBindings }>;

/** All that we answer over HTTP. Everything that is not a route's own answer is `{ error: { code, message } }`. */
export function createHttpApp(
  routes: readonly Route[],
  deps: HttpDeps,
  log: Log,
  mounts: readonly Mount[] = [],
): HttpApp {
  const app: HttpApp = new Hono();
  app.use(methodNotAllowed({ app, onMethodNotAllowed }));
  for (const route of routes) {
    app.on(route.method, route.path, limitBody(route), (context) =>
      route.answer(context, { ...deps, routes }),
    );
  }
  for (const mount of mounts) {
    app.on(mount.method, mount.path, (context) => handOver(mount, context.env));
  }
  app.notFound((context) => problem(context, 404, 'not_found', `Nothing answers at ${context.req.path}.`));
  app.onError((error, context) => {
    const ref = randomBytes(2).toString('hex');
    log.error({ err: error, ref, method: context.req.method, path: context.req.path }, 'request failed');
    return problem(context, 500, 'internal', `Something broke (ref ${ref}). The cause is in the bot's log.`);
  });
  return app;
}

function limitBody(route: Route) {
  const maxSize = route.bodyLimit ?? BODY_LIMIT;
  return bodyLimit({
    maxSize,
    onError: (context) =>
      problem(context, 413, 'too_large', `The body may have at most ${maxSize.toLocaleString('en')} bytes.`),
  });
}

function handOver(mount: Mount, { incoming, outgoing }: HttpBindings): Response {
  mount.listener(incoming, outgoing);
  return RESPONSE_ALREADY_SENT;
}

function onMethodNotAllowed(context: Context, methods: string[]): Response {
  const allow = methods.join(', ');
  context.header('Allow', allow);
  return problem(context, 405, 'method_not_allowed', `${context.req.path} answers ${allow}.`);
}

function problem(context: Context, status: 404 | 405 | 413 | 500, code: string, message: string): Response {
  return context.json({ error: { code, message } }, status);
}
