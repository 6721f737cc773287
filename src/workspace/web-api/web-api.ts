/** `/api/METHOD`: tokens, scopes, rates, injected faults, then the method itself. */
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import type { z } from 'zod';
import { announce, recordViolation } from '../happenings.ts';
import { inSlacksWords } from '../limits/wording.ts';
import type { Method } from '../methods/method.ts';
import type { Fault, Slack } from '../slack.ts';
import { isViolation, orRefuse, SlackError } from '../slack-error.ts';
import { takeFault } from './faults.ts';
import { type RateLimits, rateLimits } from './rate-limits.ts';
import { type ApiRequest, readRequest } from './request.ts';
import { checkToken } from './tokens.ts';

type Env = { Bindings: HttpBindings };

/** The Web API over these methods. */
export function webApi(slack: Slack, methods: Map<string, Method>): Hono<Env> {
  const limits = rateLimits(slack.clock);
  const routes = new Hono<Env>();
  routes.on(['GET', 'POST'], '/api/:method', async (context) => {
    const request = await readRequest(context);
    const fault = takeFault(slack, request.method);
    if (fault) return actOut(slack, fault, request, context, () => call(slack, methods, request));
    const wait = slack.settings.rateLimits ? overLimit(limits, methods, request) : null;
    if (wait !== null) return limited(slack, request, wait);
    return context.json(call(slack, methods, request), 200, oauthHeaders(slack));
  });
  return routes;
}

/** Runs a call and records it. Slack's refusals are answers too; anything else thrown is this server's bug. */
function call(slack: Slack, methods: Map<string, Method>, request: ApiRequest): Record<string, unknown> {
  try {
    const method = orRefuse(methods.get(request.method), 'unknown_method', request.method);
    checkToken(slack.app, method, request.token);
    const answer = method.run(slack, readArgs(method, request.args));
    record(slack, request, null);
    return { ok: true, ...answer };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    record(slack, request, error.code);
    if (isViolation(error.code)) recordViolation(slack, request.method, error.code, error.details);
    return refusal(error);
  }
}

function readArgs(method: Method, args: Record<string, unknown>): Record<string, unknown> {
  const parsed = method.args.safeParse(args);
  if (parsed.success) return parsed.data;
  throw new SlackError(
    'invalid_arguments',
    inSlacksWords(parsed.error.issues satisfies z.core.$ZodIssue[], [], args),
  );
}

function refusal({ code, details, extra }: SlackError): Record<string, unknown> {
  const messages = details.map((detail) => `[ERROR] ${detail}`);
  return {
    ok: false,
    error: code,
    ...extra,
    ...(messages.length > 0 ? { response_metadata: { messages } } : {}),
  };
}

function record(slack: Slack, { method, args }: ApiRequest, error: string | null): void {
  slack.calls.push({ at: slack.clock.now(), method, args, error });
  announce(slack, { kind: 'call' });
}

function overLimit(limits: RateLimits, methods: Map<string, Method>, request: ApiRequest): number | null {
  const method = methods.get(request.method);
  return method ? limits.take(method, request.args.channel) : null;
}

function limited(slack: Slack, request: ApiRequest, seconds: number): Response {
  record(slack, request, 'ratelimited');
  return Response.json(
    { ok: false, error: 'ratelimited' },
    { status: 429, headers: { 'retry-after': String(seconds) } },
  );
}

/** `carryOut` does what the call asks, for the fault in which only the answer is lost. */
async function actOut(
  slack: Slack,
  fault: Fault,
  request: ApiRequest,
  context: Context<Env>,
  carryOut: () => unknown,
): Promise<Response> {
  switch (fault.kind) {
    case 'ratelimited':
      return limited(slack, request, fault.retryAfter ?? 1);
    case 'error':
      record(slack, request, fault.error ?? 'internal_error');
      return Response.json({ ok: false, error: fault.error ?? 'internal_error' });
    case 'server-error':
      record(slack, request, `http_${fault.status ?? 500}`);
      return new Response('upstream trouble', { status: fault.status ?? 500 });
    case 'hang':
      record(slack, request, 'hang');
      return new Promise(() => {});
    case 'drop-after-accept':
      carryOut();
      return hangUp(context);
    case 'drop':
      record(slack, request, 'drop');
      return hangUp(context);
  }
}

function hangUp(context: Context<Env>): Response {
  context.env.outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}

const oauthHeaders = (slack: Slack): Record<string, string> => ({
  'x-oauth-scopes': [...slack.app.scopes].join(','),
});
