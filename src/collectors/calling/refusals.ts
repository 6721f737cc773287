import { ExternalServiceError } from '../../domain/errors.ts';
import type { CallerOptions } from './caller.ts';

/** What the vendor answered instead, as a sentence. Its body is not quoted: it may hold anything. */
export async function refusal(
  { vendor, needs }: Pick<CallerOptions, 'vendor' | 'needs'>,
  response: Response,
): Promise<ExternalServiceError> {
  await response.body?.cancel();
  const { status } = response;
  const meaning = MEANINGS[status];
  const isOurs = needs !== undefined && (status === 401 || status === 403);
  return new ExternalServiceError(
    vendor,
    `${vendor} answers ${status}${meaning === undefined ? '' : ` (${meaning})`}`,
    isOurs ? { remedy: `it needs ${needs}` } : {},
  );
}

const MEANINGS: Readonly<Record<number, string>> = {
  301: 'it has moved: correct its address',
  302: 'it points elsewhere, where credentials do not follow',
  307: 'it points elsewhere, where credentials do not follow',
  308: 'it has moved: correct its address',
  400: 'it does not understand us',
  401: 'the credentials are not accepted',
  403: 'the credentials do not allow it',
  404: 'not found',
  429: 'too many requests',
  500: 'it broke',
  502: 'it is not reachable',
  503: 'it is not available',
  504: 'it took too long',
};

/** No answer at all. The cause goes to the log, with its address. */
export function unreachable(vendor: string, cause: unknown): ExternalServiceError {
  const isTimeout = cause instanceof DOMException && cause.name === 'TimeoutError';
  const message = isTimeout ? `${vendor} did not answer in time` : `${vendor} cannot be reached`;
  return new ExternalServiceError(vendor, message, { cause });
}
