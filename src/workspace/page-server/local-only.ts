import type { MiddlewareHandler } from 'hono';

/**
 * Answers nobody but this machine's own programs and this server's own page: a foreign `Host` is a rebound DNS
 * name, a foreign `Origin` somebody else's page in the same browser. `origin` is the server's own, once known.
 */
export function localOnly(origin: () => string): MiddlewareHandler {
  return async (context, next) => {
    const { port } = new URL(origin());
    const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
    const host = context.req.header('host') ?? '';
    const from = context.req.header('origin');
    const isForeign =
      !hosts.includes(host) ||
      (from !== undefined && !hosts.some((it) => from === `http://${it}`)) ||
      context.req.header('sec-fetch-site') === 'cross-site';
    if (isForeign)
      return context.json({ ok: false, error: 'foreign_origin', message: 'Only for this machine.' }, 403);
    await next();
  };
}
