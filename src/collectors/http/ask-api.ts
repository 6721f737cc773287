import { z } from 'zod';
import type { Service } from '../../domain/catalog.ts';
import { ExternalServiceError } from '../../domain/errors.ts';
import { type Duration, MINUTE, SECOND } from '../../domain/instant.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import type { FactsOf } from '../../facts/namespace.ts';
import type { service as serviceNamespace } from '../../facts/service.ts';
import { createCaller } from '../calling/caller.ts';
import type { SafeFetch } from '../calling/safe-fetch.ts';
import { createSharedReading } from '../calling/shared-reading.ts';
import type { Surroundings } from '../running/surroundings.ts';
import type { Gap } from './address.ts';
import { fillHeader, isSendable } from './headers.ts';
import type { Api } from './settings.ts';

/** What an API said about a service. */
export type Said =
  | { readonly kind: 'answered'; readonly body: Json; readonly status: number; readonly service: JsonObject }
  /** It was not asked, or knows nothing of it: a fact, with what to add. */
  | { readonly kind: 'absent'; readonly reason: string; readonly asked: boolean }
  | { readonly kind: 'unknown'; readonly reason: string };

export type AskApi = (
  service: Service,
  facts: FactsOf<typeof serviceNamespace>,
  signal: AbortSignal,
) => Promise<Said>;

export interface Asked extends Pick<Surroundings, 'clock' | 'wait'> {
  readonly secrets: Readonly<Record<string, string | undefined>>;
  readonly fetch: SafeFetch;
}

const LARGEST = 1024 * 1024;
/** An answer about all services serves those that are asked about together. */
const LIST_IS_YOUNG_FOR: Duration = 5 * MINUTE;

/** JSON.parse made it; a schema that walked it could be led as deep as somebody nests lists. */
const anything = z.custom<Json>(() => true);

/** Asks one API. Throws an `ExternalServiceError` when it fails. */
export function createAskApi(api: Api, { secrets, fetch, clock, wait }: Asked): AskApi {
  const { name, url, not_found } = api;
  const headers = Object.fromEntries(
    Object.entries(api.headers).map(([key, template]) => [key, fillHeader(template, secrets)]),
  );
  const unsendable = Object.keys(headers).find((key) => !isSendable(headers[key] ?? ''));
  const caller = createCaller({
    ...{ vendor: name, baseUrl: url.origin, headers, fetch, clock, wait },
    limits: { size: LARGEST, timeout: 5 * SECOND },
  });
  const find = (path: string, signal: AbortSignal) => caller.find({ path, schema: anything, signal });
  const shared = createSharedReading({
    clock,
    youngFor: LIST_IS_YOUNG_FOR,
    read: (signal) => {
      const filled = url.fill({});
      return 'path' in filled ? find(filled.path, signal) : Promise.resolve(undefined);
    },
  });
  return async (service, facts, signal) => {
    if (unsendable !== undefined)
      throw new ExternalServiceError(
        name,
        `${name}: the variable for the header ${unsendable} cannot be sent`,
      );
    const about = plain(facts);
    const filled = url.fill(about);
    if ('gap' in filled) return { kind: 'absent', reason: gapWords(name, service, filled), asked: false };
    const reply = url.isFixed ? (await shared(signal)).value : await find(filled.path, signal);
    if (reply !== undefined)
      return { kind: 'answered', body: reply.value, status: reply.status, service: about };
    const reason = `${name} has nothing about ${service.id} (it answers 404)`;
    return not_found === 'absent' ? { kind: 'absent', reason, asked: true } : { kind: 'unknown', reason };
  };
}

/** Without what has no value, as JSON is. */
function plain(facts: FactsOf<typeof serviceNamespace>): JsonObject {
  return JSON.parse(JSON.stringify(facts));
}

function gapWords(name: string, { id }: Service, { gap, source, annotation }: Gap): string {
  const what = annotation ?? source;
  if (gap === 'unfit')
    return `${id} has a value that cannot stand in an address: correct \`${what}\` in the catalog`;
  return `not linked to ${name}: add \`${what}\` to ${id} in the catalog`;
}
