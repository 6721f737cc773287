import type { VendorOptions } from '../vendor.ts';

interface Silence {
  /** Of the limit that was reached; absent = of all that we answer. */
  readonly resource: string | undefined;
  readonly until: number;
  /** From then on (in real milliseconds) the client has to know. */
  readonly knownFrom: number;
}

/** Remembers what our answers said about waiting, and holds later requests to it. */
export function createPatience({ clock, crossing = 0 }: Pick<VendorOptions, 'clock' | 'crossing'>) {
  const silences: Silence[] = [];
  return {
    /** Reads off an answer `Retry-After`, or that nothing remains until the reset. */
    note(response: Response) {
      const silence = silenceIn(response, clock.now());
      if (silence !== undefined) silences.push({ ...silence, knownFrom: performance.now() + crossing });
    },
    /** For a request that arrives now: whether it is forbidden, told once its answer is known. */
    atArrival(at: number): (response: Response | undefined) => boolean {
      const arrived = performance.now();
      const inForce = silences.filter(({ until, knownFrom }) => at < until && arrived >= knownFrom);
      // Limits that are counted apart are waited for apart: the answer says of which one it is.
      return (response) => {
        const drawnOn = response?.headers.get('x-ratelimit-resource');
        return inForce.some(({ resource }) => resource === undefined || resource === drawnOn);
      };
    },
  };
}

function silenceIn({ headers }: Response, now: number): Omit<Silence, 'knownFrom'> | undefined {
  const retryAfter = Number(headers.get('retry-after') ?? Number.NaN);
  if (!Number.isNaN(retryAfter)) return { resource: undefined, until: now + retryAfter * 1000 };
  const isSpent = headers.get('x-ratelimit-remaining') === '0';
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN);
  if (!isSpent || Number.isNaN(reset)) return undefined;
  return { resource: headers.get('x-ratelimit-resource') ?? undefined, until: reset * 1000 };
}
