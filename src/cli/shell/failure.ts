import { CommanderError } from 'commander';
import { ConfigError, ExternalServiceError, type Problem, UserError } from '../../domain/errors.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Page } from '../terminal/page.ts';
import { renderProblems, type Whereabouts } from '../terminal/problems.ts';
import { hanging, plain } from '../terminal/text.ts';
import { problemDocument } from './documents.ts';

/** Why a verb could not run. */
export interface Failure {
  readonly kind: 'usage' | 'config' | 'user' | 'vendor' | 'bug' | 'interrupted';
  readonly message: string;
  readonly problems: readonly Problem[];
  /** For our own bug: where. */
  readonly stack?: string;
  /** `{ error: { kind, message, problems? } }` */
  readonly document: JsonObject;
}

export function describeFailure(error: unknown, interrupted: boolean): Failure {
  if (interrupted) return failure('interrupted', 'Interrupted. What was finished is kept.');
  if (error instanceof CommanderError) return failure('usage', usageMessage(error));
  if (error instanceof ConfigError) return failure('config', configMessage(error), error.problems);
  if (error instanceof UserError) return failure('user', error.message);
  if (error instanceof ExternalServiceError) return failure('vendor', `${error.service}: ${error.message}`);
  const bug = error instanceof Error ? error : new Error(String(error));
  return { ...failure('bug', `Something broke, and it is our bug: ${bug.message}`), stack: bug.stack };
}

/** What was wrong, on standard error. */
export function renderFailure(
  { kind, message, problems, stack }: Failure,
  where: Whereabouts,
  page: Page,
): string {
  const lines = message
    .split('\n')
    .flatMap((line) => hanging(/^ */.exec(line)?.[0] ?? '', plain(line), page.width));
  const head = page.paint(kind === 'interrupted' ? 'dim' : 'red', lines.join('\n'));
  const parts = [head];
  if (problems.length > 0) parts.push(renderProblems(problems, 'error', where, page));
  if (stack !== undefined) parts.push(page.paint('dim', stack));
  return parts.join('\n');
}

function failure(kind: Failure['kind'], message: string, problems: readonly Problem[] = []): Failure {
  const error: JsonObject =
    problems.length === 0 ? { kind, message } : { kind, message, problems: problems.map(problemDocument) };
  return { kind, message, problems, document: { error } };
}

/** Commander's own sentence, without its prefix, with the way on. */
function usageMessage(error: CommanderError): string {
  if (error.code === 'commander.help') return 'Say which verb: `ready --help` lists them.';
  const sentence = error.message.replace(/^error: /, '');
  return `${sentence}${/[.?)]$/.test(sentence) ? '' : '.'} \`ready --help\` says how.`;
}

function configMessage({ problems }: ConfigError): string {
  return problems.length === 1 ? 'Could not run:' : `Could not run, ${problems.length} problems:`;
}
