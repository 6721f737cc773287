import type { ExternalServiceError } from '../../domain/errors.ts';
import type { Failure } from '../collector.ts';

/** A vendor's failure, as it is kept and told. */
export function failureIn({ message, notBefore, remedy }: ExternalServiceError): Failure {
  return {
    failed: message,
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(remedy === undefined ? {} : { remedy }),
  };
}
