import { Command, CommanderError } from 'commander';
import type { Json } from '../../domain/json.ts';
import { type Output, pageFor } from '../terminal/page.ts';
import type { Answer, ShellVerb, Workshop } from '../verb.ts';
import { describeFailure, renderFailure } from './failure.ts';
import { HandOver } from './hand-over.ts';

export interface ShellOptions {
  readonly verbs: readonly ShellVerb[];
  readonly version: string;
  readonly workshop: Workshop;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** 0 = fine, 1 = found problems, 2 = could not run, 130 = ended by Ctrl-C. */
export type ExitCode = 0 | 1 | 2 | 130;

/**
 * Runs one command line. With `--json` exactly one document goes to standard output, whatever happens, and
 * everything for people to standard error. Throws a {@link HandOver} where the running bot has to do it.
 */
export async function runShell(argv: readonly string[], options: ShellOptions): Promise<ExitCode> {
  const json = argv.includes('--json');
  const outcome: { answer?: Answer } = {};
  const program = buildProgram(options, (answer) => {
    outcome.answer = answer;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof HandOver) throw error;
    return tellFailure(error, json, options);
  }
  if (outcome.answer !== undefined) tell(outcome.answer, json, options);
  return outcome.answer?.exit ?? 0;
}

function buildProgram(options: ShellOptions, done: (answer: Answer) => void): Command {
  const { stdout, stderr } = options;
  const program = new Command('ready')
    .description(
      'Production readiness of your services, on a shell. Reads the home folder READY_HOME (default: here).',
    )
    .version(options.version)
    .exitOverride()
    .configureHelp({ showGlobalOptions: false })
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      // What went wrong is told in one place, in text or JSON.
      outputError: () => undefined,
      getOutHelpWidth: () => pageFor(stdout, 0).width,
      getErrHelpWidth: () => pageFor(stderr, 0).width,
      writeErr: (text) => void stderr.write(text),
    })
    .addHelpText('after', '\nExit codes: 0 fine, 1 found problems, 2 could not run.');
  for (const verb of options.verbs) addVerb(program, verb, options.workshop, done);
  return program;
}

function addVerb(
  program: Command,
  verb: ShellVerb,
  workshop: Workshop,
  done: (answer: Answer) => void,
): void {
  const command = program.command(verb.name).summary(verb.summary).description(verb.summary);
  for (const argument of verb.arguments) command.argument(argument.usage, argument.description);
  for (const option of verb.options) command.option(option.flags, option.description);
  command
    .option('--json', 'one JSON document on standard output, nothing else')
    .addHelpText('after', `\nWith --json:\n${indented(verb.json)}`)
    .action(async (...given: unknown[]) => {
      // Commander hands over the arguments, then the options, then the command.
      const words = given
        .slice(0, -2)
        .flat()
        .filter((word) => typeof word === 'string');
      done(await verb.run({ words, options: command.opts() }, workshop));
    });
}

function indented(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}

function tell(answer: Answer, json: boolean, { stdout, workshop }: ShellOptions): void {
  if (json) writeDocument(stdout, answer.document);
  else stdout.write(`${answer.render(pageFor(stdout, workshop.clock.now()))}\n`);
}

async function tellFailure(
  error: unknown,
  json: boolean,
  { stdout, stderr, workshop }: ShellOptions,
): Promise<ExitCode> {
  const failure = describeFailure(error, workshop.interrupted.aborted);
  if (json) writeDocument(stdout, failure.document);
  const page = pageFor(stderr, workshop.clock.now());
  const where = { cwd: workshop.cwd, home: failure.problems.length > 0 ? await workshop.home() : '' };
  if (!json || failure.kind === 'bug') stderr.write(`${renderFailure(failure, where, page)}\n`);
  return failure.kind === 'interrupted' ? 130 : 2;
}

function writeDocument(stdout: Output, document: Json): void {
  stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}
