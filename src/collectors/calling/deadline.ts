import type { Duration } from '../../domain/instant.ts';

/** A time within which work has to be done. */
export interface Deadline {
  /** Aborted when the time is up, or with `stop`. */
  readonly signal: AbortSignal;
  /** To be called once the work is done, however it ended. */
  readonly end: () => void;
}

/**
 * As `AbortSignal.any([stop, AbortSignal.timeout(ms)])`, but gone with the work: those keep a timer and two signals
 * until the time is up, which ten thousand services asked in one go make into tens of megabytes.
 */
export function deadlineAfter(ms: Duration, stop: AbortSignal): Deadline {
  const ending = new AbortController();
  const stopped = () => ending.abort(stop.reason);
  const timer = setTimeout(() => ending.abort(new DOMException(`no answer in ${ms} ms`, 'TimeoutError')), ms);
  timer.unref();
  if (stop.aborted) stopped();
  stop.addEventListener('abort', stopped, { once: true });
  return {
    signal: ending.signal,
    end() {
      clearTimeout(timer);
      stop.removeEventListener('abort', stopped);
    },
  };
}
