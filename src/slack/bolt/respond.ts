import type { Respond } from './deliver.ts';

/** Posts to a response URL once; a used-up or expired one, and a refused answer, reject. */
export function respondWithin(ms: number): Respond {
  return async (url, body) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ms),
    });
    const said = await response.text();
    if (!response.ok || /"ok"\s*:\s*false/.test(said))
      throw new Error(`the response URL answers ${response.status} ${said.slice(0, 200)}`);
  };
}
