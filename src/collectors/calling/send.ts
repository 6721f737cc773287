import { SECOND } from '../../domain/instant.ts';
import type { CallerOptions, Question } from './caller.ts';

const REQUEST_TIMEOUT = 15 * SECOND;

/** One HTTP request. Redirects are errors: credentials never follow one to another place. */
export async function send<T>(
  { baseUrl, headers = {}, limits, fetch: ask = fetch }: CallerOptions,
  question: Question<T>,
): Promise<Response> {
  const { method = 'GET', path, query = {}, body, signal } = question;
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`);
  for (const [key, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) url.searchParams.append(key, String(one));
    }
  }
  const timeUp = AbortSignal.timeout(limits?.timeout ?? REQUEST_TIMEOUT);
  return ask(url, {
    method,
    redirect: 'error',
    headers: {
      accept: 'application/json',
      'user-agent': 'readybot',
      ...headers,
      ...question.headers,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.any([signal, timeUp]),
  });
}
