import type { z } from 'zod';
import { ExternalServiceError } from '../../domain/errors.ts';
import type { Duration } from '../../domain/instant.ts';

export interface Limits {
  /** Bytes of one answer. */
  readonly size: number;
  /** For one request. */
  readonly timeout: Duration;
}

/** A page of 100 entries of a talkative vendor has less than a tenth of it. */
const MOST_BYTES = 10 * 1024 * 1024;

/** Reads an answer that has to be JSON of this shape, and no larger than it may be: an error page is no answer. */
export async function readJson<T>(
  vendor: string,
  response: Response,
  schema: z.ZodType<T>,
  { size = MOST_BYTES }: Partial<Limits> = {},
): Promise<T> {
  const kind = response.headers.get('content-type') ?? 'nothing said';
  if (!/\bjson\b/i.test(kind)) {
    await response.body?.cancel();
    throw new ExternalServiceError(
      vendor,
      `${vendor} answers something that is not JSON (${shortened(kind)})`,
    );
  }
  const parsed = schema.safeParse(parse(vendor, await readText(vendor, response, size)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  throw new ExternalServiceError(
    vendor,
    `${vendor} answers what we cannot read: ${shortened(`${place}${issue?.message ?? 'does not fit'}`)}`,
    { cause: parsed.error },
  );
}

async function readText(vendor: string, response: Response, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > most)
        throw new ExternalServiceError(vendor, `${vendor} answers more than ${most / 1024 / 1024} MB`);
      text += decoder.decode(chunk, { stream: true });
    }
  } catch (cause) {
    if (cause instanceof ExternalServiceError) throw cause;
    throw new ExternalServiceError(vendor, `${vendor} broke off its answer`, { cause });
  }
  return text + decoder.decode();
}

function parse(vendor: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ExternalServiceError(vendor, `${vendor} answers JSON that is broken`, { cause });
  }
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
