/**
 * Answers recorded from Datadog, read from where they lie (they are not part of this repository): the cassettes of
 * https://github.com/DataDog/datadog-api-client-typescript, beside the checkout.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FOLDER = resolve(import.meta.dirname, '../../../../shared/data/api/datadog');

export interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly body: string;
}

/** Undefined where there are no recordings, and that is said. */
export function recordings(): readonly Recorded[] | undefined {
  if (!existsSync(FOLDER)) {
    console.log(`no recorded answers of Datadog at ${FOLDER}: tests on them are left out`);
    return undefined;
  }
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.har'))
    .flatMap((file) => entriesOf(readFileSync(join(FOLDER, file), 'utf8')));
}

function entriesOf(har: string): readonly Recorded[] {
  const { log } = JSON.parse(har) as { log: { entries: Entry[] } };
  return log.entries.map(({ request, response }) => ({
    method: request.method,
    url: request.url,
    status: response.status,
    body: response.content.text ?? '',
  }));
}

interface Entry {
  readonly request: { readonly method: string; readonly url: string };
  readonly response: { readonly status: number; readonly content: { readonly text?: string } };
}
