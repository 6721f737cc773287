import { describe, expect, test, vi } from 'vitest';
import type { Wait } from '../../../src/slack/bolt/handle.ts';
import { type Link, stayConnected } from '../../../src/slack/bolt/stay-connected.ts';
import { recordingLog } from '../../support/recording-log.ts';

const SECOND = 1_000;

interface Scripted extends Link {
  readonly end: (reason: string) => void;
  closed: boolean;
}

/** Links that open as `opens` says, in its order; `true` for all beyond it. */
function connection(opens: (boolean | Promise<void>)[] = []) {
  const links: Scripted[] = [];
  const pauses: number[] = [];
  let now = 0;
  const wait: Wait = async (ms, signal) => {
    pauses.push(ms);
    if (signal.aborted) return;
    now += ms;
  };
  const newLink = (): Link => {
    const opening = opens[links.length] ?? true;
    let tell: (reason: string) => void = () => {};
    const link: Scripted = {
      closed: false,
      async open() {
        if (opening === false) throw new Error('Slack is away');
        if (opening !== true) await opening;
      },
      onEnd(callback) {
        tell = callback;
      },
      async close() {
        link.closed = true;
      },
      end: (reason) => tell(reason),
    };
    links.push(link);
    return link;
  };
  const log = recordingLog();
  const kept = stayConnected({ newLink, wait, clock: { now: () => now }, log });
  return { ...kept, links, pauses, log, pass: (ms: number) => (now += ms) };
}

describe('a connection', () => {
  test('that cannot be opened at the start is told, and not tried again', async () => {
    const it = connection([false]);
    await expect(it.start()).rejects.toThrow('Slack is away');
    expect(it.links).toHaveLength(1);
    expect(it.links[0]?.closed).toBe(true);
  });

  test('that lived long is succeeded without a pause', async () => {
    const it = connection();
    await it.start();
    it.pass(3_600 * SECOND);
    it.links[0]?.end('warning');
    await vi.waitFor(() => expect(it.links).toHaveLength(2));
    await vi.waitFor(() => expect(it.links[0]?.closed).toBe(true));
    expect(it.connected()).toBe(true);
    expect(it.pauses).toEqual([0, 3_000]);
  });

  test('that dies young again and again is opened ever more slowly', async () => {
    const it = connection();
    await it.start();
    for (let nth = 0; nth < 4; nth += 1) {
      it.links.at(-1)?.end('too_many_websockets');
      await vi.waitFor(() => expect(it.links[nth]?.closed).toBe(true));
    }
    expect(it.pauses.filter((ms) => ms !== 3_000)).toEqual([500, 1_000, 2_000, 4_000]);
  });

  test('is tried ever more slowly while Slack is away, at most every half minute', async () => {
    const it = connection([true, ...Array.from({ length: 9 }, () => false)]);
    await it.start();
    it.pass(3_600 * SECOND);
    it.links[0]?.end('refresh_requested');
    await vi.waitFor(() => expect(it.links[0]?.closed).toBe(true));
    expect(it.pauses.filter((ms) => ms !== 3_000)).toEqual([
      0, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
    ]);
    expect(it.links.slice(0, -1).every(({ closed }) => closed)).toBe(true);
  });

  test('goes on while its successor is sought, unless it is gone', async () => {
    const opened = Promise.withResolvers<void>();
    const it = connection([true, opened.promise]);
    await it.start();
    it.links[0]?.end('warning');
    await vi.waitFor(() => expect(it.links).toHaveLength(2));
    expect(it.connected()).toBe(true);
    it.links[0]?.end('closed');
    expect(it.connected()).toBe(false);
    opened.resolve();
    await vi.waitFor(() => expect(it.connected()).toBe(true));
  });

  test('says goodbye only once: what ends twice has one successor', async () => {
    const it = connection();
    await it.start();
    it.pass(3_600 * SECOND);
    it.links[0]?.end('warning');
    it.links[0]?.end('closed');
    await vi.waitFor(() => expect(it.connected()).toBe(true));
    expect(it.links).toHaveLength(2);
  });

  test('that is stopped while it opens is closed as soon as it is open', async () => {
    const opened = Promise.withResolvers<void>();
    const it = connection([true, opened.promise]);
    await it.start();
    it.pass(3_600 * SECOND);
    it.links[0]?.end('warning');
    await vi.waitFor(() => expect(it.links).toHaveLength(2));
    await it.stop();
    opened.resolve();
    await vi.waitFor(() => expect(it.links[1]?.closed).toBe(true));
    expect(it.connected()).toBe(false);
    it.links[1]?.end('closed');
    expect(it.links).toHaveLength(2);
  });
});
