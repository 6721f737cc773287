import { randomBytes } from 'node:crypto';
import { ExternalServiceError, UserError } from '../../domain/errors.ts';
import type { Log } from '../../use-cases/log.ts';
import type { Message } from '../views/message.ts';
import { broken, refusal, vendorTrouble } from '../views/notices.ts';

/** What a person is told about an error: what they can mend, who did not answer, or a reference to the log. */
export function apology(log: Log, name: string, error: unknown): Message {
  if (error instanceof UserError) return refusal(error.message);
  if (error instanceof ExternalServiceError) {
    log.warn({ name, err: error }, 'a vendor did not answer');
    return vendorTrouble(error.service, error.message);
  }
  const reference = randomBytes(2).toString('hex');
  log.error({ name, reference, err: error }, 'something broke');
  return broken(reference);
}
