import { SingleBar } from 'cli-progress';
import { SECOND } from '../../domain/instant.ts';
import type { Clock } from '../../use-cases/ports.ts';
import type { Output } from './page.ts';

/** How far a long piece of work has come. */
export interface Progress {
  /** `left`: the time that it will take, in words. */
  readonly at: (done: number, left?: string) => void;
  /** Takes the bar away and gives the cursor back. Harmless when there is none. */
  readonly end: () => void;
}

/**
 * A bar that appears once the work has taken over a second, on the given output (standard error, so that what is
 * piped stays clean) and only if a person looks at it.
 */
export function showProgress(output: Output, clock: Clock, what: string, total: number): Progress {
  const started = clock.now();
  let bar: SingleBar | undefined;
  const at = (done: number, left?: string) => {
    const payload = { left: left === undefined ? '' : `, ${left} left` };
    // What nobody has read yet is not painted over: it would only pile up, and the next one says more.
    if (output.isTTY !== true || output.writableNeedDrain === true) return;
    if (bar === undefined && clock.now() - started > SECOND && done < total) {
      bar = newBar(output, what);
      bar.start(total, done, payload);
    }
    bar?.update(done, payload);
  };
  return { at, end: () => bar?.stop() };
}

function newBar(stream: Output, what: string): SingleBar {
  return new SingleBar({
    stream,
    format: `${what} {bar} {value} of {total}{left}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    linewrap: false,
    gracefulExit: false,
  });
}
