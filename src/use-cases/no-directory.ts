import { ExternalServiceError } from '../domain/errors.ts';
import type { Directory } from './exception-views.ts';

/** Of a process that is not connected to Slack: it knows nobody, and says so. */
export const NO_DIRECTORY: Directory = {
  async resolve() {
    throw new ExternalServiceError('Slack', 'I am not connected to Slack, so I cannot tell who is who.');
  },
};
