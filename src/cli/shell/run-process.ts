import { SECOND } from '../../domain/instant.ts';
import type { ShellVerb, Workshop } from '../verb.ts';
import { HandOver } from './hand-over.ts';
import { type ExitCode, runShell } from './run-shell.ts';

export interface ProcessOptions {
  readonly verbs: readonly ShellVerb[];
  readonly version: string;
  /** Binds what verbs work with; `close` gives back whatever they opened. */
  readonly bind: (interrupted: AbortSignal) => {
    readonly workshop: Workshop;
    readonly close: () => Promise<void>;
  };
}

/** How long work may take to reach its next safe point after Ctrl-C. */
const PATIENCE = 5 * SECOND;
const INTERRUPTED: ExitCode = 130;

/**
 * Runs this process's command line and sets its exit code. It ends by itself once all is written: ending it by
 * force would cut off what a slow pipe has not taken yet.
 */
export async function runProcess({ verbs, version, bind }: ProcessOptions): Promise<void> {
  endQuietlyWhenNobodyReads();
  const { workshop, close } = bind(interruptions());
  const { stdout, stderr } = process;
  try {
    process.exitCode = await runShell(process.argv.slice(2), { verbs, version, workshop, stdout, stderr });
  } catch (error) {
    if (!(error instanceof HandOver)) throw error;
    process.exitCode = await error.run();
  } finally {
    await close();
  }
}

/** `ready facts x | head -1`: head has what it wants, so there is nothing to complain about. */
function endQuietlyWhenNobodyReads(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(process.exitCode ?? 0);
    });
  }
}

/** Aborted by the first Ctrl-C (or SIGTERM); the second, or a work that does not end, ends the process at once. */
function interruptions(): AbortSignal {
  const control = new AbortController();
  const interrupt = () => {
    if (control.signal.aborted) process.exit(INTERRUPTED);
    control.abort();
    setTimeout(() => process.exit(INTERRUPTED), PATIENCE).unref();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  return control.signal;
}
