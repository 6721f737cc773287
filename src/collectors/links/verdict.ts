import { type Instant, SECOND } from '../../domain/instant.ts';
import { retryAfter } from '../calling/rates.ts';
import { AddressRefused } from '../calling/safe-fetch.ts';

/** What was learned about an address. */
export type Verdict =
  | { readonly kind: 'answers' }
  | { readonly kind: 'broken'; readonly problem: string }
  | Unknown;

/** We could not tell: nobody's fault, least of all the owner's. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly reason: string;
  /** The same question may be answered otherwise soon. */
  readonly passing?: true;
  /** The host as a whole is in trouble: none of its addresses is asked before. */
  readonly notBefore?: Instant;
  /** No answer came at all. */
  readonly lost?: true;
}

/**
 * What a final status says of the page. A login wall answers (401, 403), as does whoever dislikes how we ask (405);
 * only 404 and 410 say that there is nothing, and not even those where a host hides what is private behind them.
 * A vendor in trouble (5xx) or out of patience (429) says nothing of the page.
 */
export function judgeResponse(
  { status, headers }: Response,
  host: string,
  { hidesPrivate, now }: { readonly hidesPrivate: boolean; readonly now: Instant },
): Verdict {
  if (status === 404 || status === 410) {
    return hidesPrivate
      ? { kind: 'unknown', reason: `${host} answers ${status}, as it does for what is private` }
      : { kind: 'broken', problem: `answers ${status}` };
  }
  if (status === 429) {
    const notBefore = retryAfter(headers, now) ?? now;
    return { kind: 'unknown', reason: `${host} wants fewer questions`, notBefore };
  }
  if (status === 408 || status === 425 || status >= 500)
    return { kind: 'unknown', reason: `${host} answers ${status}`, passing: true };
  return { kind: 'answers' };
}

/** What no answer says. Throws what is no failure of the network: our bug. */
export function judgeFailure(error: unknown, host: string, timeout: number): Verdict {
  if (error instanceof AddressRefused) return { kind: 'unknown', reason: `not asked: ${error.message}` };
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return lost(`${host} did not answer within ${timeout / SECOND} seconds`);
  // As fetch reports whatever befell a connection: https://fetch.spec.whatwg.org/#http-network-fetch
  if (!(error instanceof TypeError)) throw error;
  const code = codeOf(error.cause);
  if (code === 'ENOTFOUND') return { kind: 'broken', problem: `there is no host ${host}` };
  if (/CERT|SIGNATURE|ERR_TLS|ERR_SSL/.test(code))
    return { kind: 'unknown', reason: `the certificate of ${host} is not accepted (${code})` };
  return lost(`${host} cannot be reached`);
}

function lost(reason: string): Unknown {
  return { kind: 'unknown', reason, passing: true, lost: true };
}

function codeOf(cause: unknown): string {
  const code: unknown = typeof cause === 'object' && cause !== null ? Reflect.get(cause, 'code') : undefined;
  return typeof code === 'string' ? code : '';
}
