import pLimit from 'p-limit';
import { type Duration, HOUR, type Instant, MINUTE } from '../../domain/instant.ts';
import { createSharedReading, type Reading, type SharedReading } from '../calling/shared-reading.ts';
import { type Checking, checkLink } from './check-link.ts';
import type { Unknown, Verdict } from './verdict.ts';

/** @param waiting somebody waits for it: what answered a while ago is asked again */
export type CheckLink = (
  address: string,
  signal: AbortSignal,
  waiting?: boolean,
) => Promise<Reading<Verdict>>;

/** A wiki's front page should not feel that ten thousand services link to it. */
const AT_ONCE_PER_HOST = 2;
/** What did not answer is asked again when anybody asks, since it may have been mended; what did, when somebody waits. */
const BRIEFLY: Duration = MINUTE;
/** Longest pause that a host is granted. */
const LONGEST_PAUSE: Duration = HOUR;
/** Far more than any catalog names; then all is forgotten. */
const MOST_ADDRESSES = 100_000;

interface Host {
  readonly queue: ReturnType<typeof pLimit>;
  /** It did not answer a moment ago, and is left alone until then. */
  trouble?: { readonly until: Instant; readonly verdict: Unknown };
}

interface Known {
  readonly ask: SharedReading<Verdict>;
  /** Of the last check that ended. */
  last?: { readonly verdict: Verdict; readonly at: Instant };
}

/** Checks that all services share: each address is asked once in a while, and each host only a little at a time. */
export function createLinkChecks(checking: Checking & { readonly sameFor: Duration }): CheckLink {
  const { clock, sameFor } = checking;
  const hosts = new Map<string, Host>();
  const addresses = new Map<string, Known>();

  function hostOf(address: string): Host {
    const { host } = new URL(address);
    const known = hosts.get(host) ?? { queue: pLimit(AT_ONCE_PER_HOST) };
    hosts.set(host, known);
    return known;
  }

  async function askIn(host: Host, address: string, signal: AbortSignal): Promise<Verdict> {
    if (host.trouble !== undefined && clock.now() < host.trouble.until) return host.trouble.verdict;
    const verdict = await checkLink(address, checking, signal);
    noteTrouble(host, verdict, clock.now());
    return verdict;
  }

  function begin(address: string): Known {
    const known: Known = {
      ask: createSharedReading({
        clock,
        youngFor: sameFor,
        async read(signal) {
          const host = hostOf(address);
          const verdict = await host.queue(() => askIn(host, address, signal));
          known.last = { verdict, at: clock.now() };
          return verdict;
        },
      }),
    };
    return known;
  }

  return (address, signal, waiting = false) => {
    if (addresses.size > MOST_ADDRESSES) addresses.clear();
    const before = addresses.get(address);
    const known = before === undefined || isOver(before, clock.now()) ? begin(address) : before;
    addresses.set(address, known);
    return known.ask(signal, waiting ? BRIEFLY : undefined);
  };
}

function isOver({ last }: Known, now: Instant): boolean {
  return last !== undefined && last.verdict.kind !== 'answers' && now - last.at > BRIEFLY;
}

function noteTrouble(host: Host, verdict: Verdict, now: Instant): void {
  if (verdict.kind !== 'unknown' || (verdict.lost === undefined && verdict.notBefore === undefined)) return;
  const wished = Math.min(verdict.notBefore ?? now, now + LONGEST_PAUSE);
  host.trouble = { until: Math.max(wished, now + MINUTE), verdict };
}
