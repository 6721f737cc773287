import type { Fault } from '../vendor.ts';

/**
 * What a client gets instead of the right answer. Undefined = nothing more is said: the connection was ended, or is
 * left open for ever.
 */
export async function faultyAnswer(
  fault: Fault,
  right: () => Promise<Response>,
  hangUp: (words?: string) => void,
): Promise<Response | undefined> {
  if ('status' in fault) return otherAnswer(fault);
  if (fault.ends === 'without an answer') hangUp();
  if (fault.ends === 'in the middle') {
    const words = await (await right()).text();
    hangUp(words.slice(0, Math.ceil(words.length / 2)));
  }
  return undefined;
}

function otherAnswer({
  status,
  retryAfter,
  body,
  contentType,
}: Extract<Fault, { status: number }>): Response {
  return new Response(body ?? '{"message":"broken on purpose"}', {
    status,
    headers: {
      'content-type': contentType ?? 'application/json',
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
  });
}
