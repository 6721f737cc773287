import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turnOver } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSafeFetch } from '../../../src/collectors/calling/safe-fetch.ts';
import { createLinkChecks } from '../../../src/collectors/links/link-checks.ts';
import { HOUR } from '../../../src/domain/instant.ts';

const PATIENT = new AbortController().signal;
const AROUND = {
  clock: { now: () => 0 },
  wait: async () => {},
  hidesPrivate: [],
  timeout: 30,
  sameFor: HOUR,
};

describe('checks', () => {
  test('ask one host two things at a time, and others meanwhile', async () => {
    const asked: string[] = [];
    const waiting: (() => void)[] = [];
    const check = createLinkChecks({
      ...AROUND,
      timeout: HOUR,
      fetch: async (url) => {
        asked.push(url.href);
        await new Promise<void>((resolve) => waiting.push(resolve));
        return new Response(null);
      },
    });
    const addresses = ['https://a.test/1', 'https://a.test/2', 'https://a.test/3', 'https://b.test/1'];
    const all = Promise.all(addresses.map((address) => check(address, PATIENT)));
    await turnOver();
    expect(asked).toEqual(['https://a.test/1', 'https://a.test/2', 'https://b.test/1']);
    for (const answer of waiting.splice(0)) answer();
    await turnOver();
    expect(asked.at(-1)).toBe('https://a.test/3');
    for (const answer of waiting) answer();
    expect((await all).map(({ value }) => value.kind)).toEqual(addresses.map(() => 'answers'));
  });

  test('do not wait for whoever is slow', async () => {
    const asked: (string | undefined)[] = [];
    const server = createServer(({ method }) => asked.push(method)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => server.closeAllConnections());
    onTestFinished(() => void server.close());
    // On TCP an address has a port.
    const { port } = server.address() as AddressInfo;
    const hosts = ['127.0.0.1'];
    const fetch = createSafeFetch({ allowHosts: hosts, httpHosts: hosts });
    const { value } = await createLinkChecks({ ...AROUND, fetch })(`http://127.0.0.1:${port}/`, PATIENT);
    expect(value).toMatchObject({ kind: 'unknown', lost: true });
    expect(value).toHaveProperty('reason', `127.0.0.1:${port} did not answer within 0.03 seconds`);
    expect(asked).toEqual(['HEAD', 'GET']);
  });

  test.each([
    ['ENOTFOUND', { kind: 'broken', problem: 'there is no host a.test' }],
    ['EAI_AGAIN', { kind: 'unknown', lost: true }],
    ['ECONNREFUSED', { kind: 'unknown', lost: true }],
    ['CERT_HAS_EXPIRED', { kind: 'unknown' }],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', { kind: 'unknown' }],
  ])('tell what a connection that fails says of the address: %s', async (code, verdict) => {
    const fetch = () =>
      Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }));
    const check = createLinkChecks({ ...AROUND, fetch });
    expect((await check('https://a.test/1', PATIENT)).value).toMatchObject(verdict);
  });

  test('let our own bugs through', async () => {
    const check = createLinkChecks({ ...AROUND, fetch: () => Promise.reject(new RangeError('ours')) });
    await expect(check('https://a.test/1', PATIENT)).rejects.toThrow('ours');
  });
});
