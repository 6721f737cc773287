import { request as requestPlain } from 'node:http';
import { request } from 'node:https';
import type { Respond } from './deliver.ts';

/**
 * Posts to a response URL once; a used-up or expired one, and a refused answer, reject. By Node's own client, whose
 * connections stay open: `fetch` takes longer to send an answer than the bot to find it.
 */
export function respondWithin(ms: number): Respond {
  return async (url, body) => {
    const { status, said } = await post(url, JSON.stringify(body), ms);
    if (status >= 300 || /"ok"\s*:\s*false/.test(said))
      throw new Error(`the response URL answers ${status} ${said.slice(0, 200)}`);
  };
}

interface Reply {
  readonly status: number;
  readonly said: string;
}

function post(url: string, text: string, ms: number): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const open = url.startsWith('http:') ? requestPlain : request;
  const sending = open(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
    },
  });
  const deadline = setTimeout(() => sending.destroy(new Error(`no answer within ${ms} ms`)), ms);
  sending.once('close', () => clearTimeout(deadline));
  sending.once('error', reject);
  sending.once('response', (response) => {
    let said = '';
    response.setEncoding('utf8').on('data', (piece: string) => {
      said += piece;
    });
    response.once('error', reject);
    response.once('end', () => resolve({ status: response.statusCode ?? 0, said }));
  });
  sending.end(text);
  return promise;
}
