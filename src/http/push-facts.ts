import type { Context } from 'hono';
import { z } from 'zod';
import { parseDuration } from '../domain/instant.ts';
import { isDeeper, type JsonObject } from '../domain/json.ts';
import type { PushAnswer, PushRefusal, PushRequest, StoredPush } from '../use-cases/push-facts.ts';
import type { PushProblem } from '../use-cases/push-problems.ts';
import { defineRoute, Refusal } from './route.ts';

const Json = z.json().meta({ id: 'Json', description: 'Any JSON value.' });

/** For the answer "load test passed": a pipeline's word, about one service and namespace. */
const Body = z
  .strictObject({
    facts: z.record(z.string(), Json).meta({
      description: 'The facts, by top key. In `custom` null takes a key away, and keys not named stay.',
    }),
    observed_at: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'When it was measured. Default: now.' }),
    valid_for: z
      .string()
      .refine((text) => parseDuration(text) !== undefined, { error: 'is no duration such as 12h, 30d or 2w' })
      .optional()
      .meta({
        description: 'How long it counts after that: 12h, 30d, 2w. Default: `collectors.push.max_age`.',
      }),
  })
  .meta({ id: 'PushedFacts' });

const Stored = z
  .object({
    service: z.string().meta({ description: 'Its id as it is now.' }),
    namespace: z.string(),
    keys: z.array(z.string()).meta({ description: 'Top keys that were sent.' }),
    outdated: z
      .array(z.string())
      .meta({ description: 'Of these something newer is known already: they were not kept.' }),
    observed_at: z.iso.datetime(),
    valid_until: z.iso.datetime().nullable(),
    standing: z
      .array(
        z.object({
          scorecard: z.string(),
          minimum_bar: z.enum(['met', 'met_by_exception', 'not_met', 'unknown', 'none']),
          level: z.string().nullable(),
        }),
      )
      .meta({ description: 'How the service stands now, by scorecard.' }),
  })
  .meta({ id: 'StoredFacts' });

const LONGEST_IDEMPOTENCY_KEY = 100;
/** Whatever looks at a body goes down as deep as it is, and an abyss would be the end of it. */
const DEEPEST_READ = 100;

export const pushFacts = defineRoute({
  name: 'push-facts',
  method: 'PUT',
  path: '/api/v1/services/:service/facts/:namespace',
  summary: 'Takes facts that a pipeline knows, and judges the service at once',
  bodyLimit: 256 * 1024,
  api: {
    id: 'pushFacts',
    description:
      'Keeps facts of one namespace of one service and judges the service at once. Needs a token with the scope `facts:NAMESPACE`: `npx ready token create`.',
    headers: [
      {
        name: 'Idempotency-Key',
        description: `Up to ${LONGEST_IDEMPOTENCY_KEY} letters. The same key brings the same answer for a day, and counts once.`,
      },
    ],
    body: Body,
    answers: {
      200: { description: 'They are kept, and the service is judged.', body: Stored },
      400: { description: 'The body is not JSON of this shape.', body: Refusal },
      401: { description: 'No token, or one that is unknown, expired or revoked.', body: Refusal },
      403: { description: 'The token may not do this.', body: Refusal },
      404: { description: 'There is no such service.', body: Refusal },
      409: { description: 'The Idempotency-Key was used for another request.', body: Refusal },
      413: { description: 'The body has more than 256 KB.', body: Refusal },
      415: { description: 'The body is not said to be JSON.', body: Refusal },
      422: {
        description: 'The facts do not fit their namespace, or pipelines may not fill it.',
        body: Refusal,
      },
    },
  },
  async answer(context, { pushFacts }) {
    const type = context.req.header('content-type') ?? '';
    if (!/^application\/([\w.-]+\+)?json\b/i.test(type))
      return refuse(context, 415, 'not_json', [
        { path: '', message: 'Send `content-type: application/json`.' },
      ]);
    const key = context.req.header('idempotency-key');
    if (key !== undefined && (key === '' || key.length > LONGEST_IDEMPOTENCY_KEY))
      return refuse(context, 400, 'invalid', [
        { path: 'Idempotency-Key', message: `has to have 1 to ${LONGEST_IDEMPOTENCY_KEY} letters` },
      ]);
    const body = await readBody(context);
    if (body.said === undefined) return refuse(context, 400, 'invalid', body.problems);
    const { service = '', namespace = '' } = context.req.param();
    return tell(
      context,
      await pushFacts({
        secret: bearer(context),
        service,
        namespace,
        ...body.said,
        ...(key === undefined ? {} : { idempotencyKey: key }),
      }),
    );
  },
});

function bearer(context: Context): string | null {
  return /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1] ?? null;
}

type Read =
  | { readonly said: Pick<PushRequest, 'facts' | 'observedAt' | 'validFor'> }
  | { readonly said?: undefined; readonly problems: readonly PushProblem[] };

async function readBody(context: Context): Promise<Read> {
  const json = await context.req.json<unknown>().catch(() => undefined);
  if (json === undefined) return { problems: [{ path: '', message: 'The body is not JSON.' }] };
  if (isDeeper(json, DEEPEST_READ))
    return { problems: [{ path: '', message: `The body nests deeper than ${DEEPEST_READ} levels.` }] };
  const parsed = Body.safeParse(json);
  if (!parsed.success)
    return { problems: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) };
  const { facts, observed_at, valid_for } = parsed.data;
  return {
    said: {
      // zod says JSON, the domain's type is the same.
      facts: facts as JsonObject,
      ...(observed_at === undefined ? {} : { observedAt: Date.parse(observed_at) }),
      ...(valid_for === undefined ? {} : { validFor: parseDuration(valid_for) ?? 0 }),
    },
  };
}

const STATUS: Readonly<Record<PushRefusal, 401 | 403 | 404 | 409 | 422>> = {
  'no-token': 401,
  'not-allowed': 403,
  'no-such-service': 404,
  'key-reused': 409,
  'not-pushable': 422,
  invalid: 422,
};

function tell(context: Context, answer: PushAnswer): Response {
  if (answer.kind === 'refused')
    return refuse(context, STATUS[answer.why], answer.why.replaceAll('-', '_'), answer.problems);
  if (answer.replayed) context.header('Idempotency-Replayed', 'true');
  return context.json(storedDocument(answer.stored));
}

function storedDocument(stored: StoredPush) {
  const { service, namespace, keys, outdated, observedAt, validUntil, standing } = stored;
  return {
    service,
    namespace,
    keys,
    outdated,
    observed_at: new Date(observedAt).toISOString(),
    valid_until: validUntil === null ? null : new Date(validUntil).toISOString(),
    standing: standing.map(({ scorecard, bar, level }) => ({ scorecard, minimum_bar: bar, level })),
  };
}

type Status = 400 | 401 | 403 | 404 | 409 | 415 | 422;

function refuse(context: Context, status: Status, code: string, problems: readonly PushProblem[]): Response {
  const [only, ...more] = problems;
  const isWhole = only?.path === '' && more.length === 0;
  if (status === 401) context.header('WWW-Authenticate', 'Bearer');
  return context.json(
    {
      error: {
        code,
        message: isWhole ? only.message : 'Some of it does not fit.',
        ...(isWhole ? {} : { problems: [...problems] }),
      },
    },
    status,
  );
}
