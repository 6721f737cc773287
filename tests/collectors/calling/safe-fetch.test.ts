import { Hono } from 'hono';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  AddressRefused,
  createSafeFetch,
  type SafeFetchOptions,
} from '../../../src/collectors/calling/safe-fetch.ts';
import { startVendor } from '../../../src/vendors/vendor.ts';

/** Names that lead nowhere by themselves; a server of ours stands at 127.0.0.1. */
async function world(options: SafeFetchOptions = {}) {
  const api = new Hono().all('*', (context) => context.text('here'));
  const vendor = await startVendor(api, { clock: { now: () => 0 } });
  onTestFinished(() => vendor.close());
  const { port } = new URL(vendor.url);
  const safeFetch = createSafeFetch({
    httpHosts: ['*.test', '127.0.0.1', '[::1]', 'localhost'],
    ...options,
  });
  const ask = async (address: string) => {
    const response = await safeFetch(new URL(address.replace('PORT', port)), {});
    return `${response.status} ${await response.text()}`;
  };
  return { vendor, ask };
}

async function refusal(asking: Promise<unknown>): Promise<string> {
  const error = await asking.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AddressRefused)) throw error ?? new Error('it was asked');
  return error.message;
}

/** A resolver with these answers, one after the other; the last goes on. */
function resolver(...answers: readonly (readonly string[])[]) {
  const asked: string[] = [];
  return {
    asked,
    async resolve(host: string) {
      const addresses = answers[Math.min(asked.length, answers.length - 1)] ?? [];
      asked.push(host);
      return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    },
  };
}

describe('without a question being sent', () => {
  test.each([
    ['http://example.com/', 'it is no https address'],
    ['ftp://example.com/', 'it is no https address'],
    ['file:///etc/passwd', 'it is no https address'],
    ['https://ana:hunter2@example.com/', 'it contains a user name or password'],
    ['https://ana@example.com/', 'it contains a user name or password'],
    ['https://localhost/', 'localhost is our own machine'],
    ['https://localhost./', 'localhost is our own machine'],
    ['https://wiki.localhost/', 'wiki.localhost is our own machine'],
    ['https://LOCALHOST/', 'localhost is our own machine'],
    ['https://127.0.0.1/', '127.0.0.1 is an address of our own machine'],
    ['https://127.0.0.1./', '127.0.0.1 is an address of our own machine'],
    ['https://127.1/', '127.0.0.1 is an address of our own machine'],
    ['https://2130706433/', '127.0.0.1 is an address of our own machine'],
    ['https://0x7f000001/', '127.0.0.1 is an address of our own machine'],
    ['https://0x7f.0.0.1/', '127.0.0.1 is an address of our own machine'],
    ['https://0177.0.0.1/', '127.0.0.1 is an address of our own machine'],
    ['https://１２７.0.0.1/', '127.0.0.1 is an address of our own machine'],
    ['https://0/', '0.0.0.0 is a reserved address'],
    ['https://[::1]/', '::1 is an address of our own machine'],
    ['https://[::ffff:127.0.0.1]/', '::ffff:7f00:1 is an address of our own machine'],
    ['https://[64:ff9b::7f00:1]/', '64:ff9b::7f00:1 is an address of our own machine'],
    ['https://169.254.169.254/latest/meta-data/', '169.254.169.254 is a link-local address'],
    ['https://[fd00:ec2::254]/', "fd00:ec2::254 is an address of a cloud's own services"],
  ])('an address is refused: %s', async (address, words) => {
    const { ask } = await world({ httpHosts: [] });
    expect(await refusal(ask(address))).toBe(words);
  });

  test('an address with an IPv6 zone is none', () => {
    expect(URL.canParse('https://[fe80::1%25eth0]/')).toBe(false);
  });

  test.each([
    ['127.0.0.1', 'an address of our own machine'],
    ['10.1.2.3', 'a private address'],
    ['::ffff:10.1.2.3', 'a private address'],
    ['fe80::1', 'a link-local address'],
    ['169.254.169.254', 'a link-local address'],
  ])('a name that leads there is refused: %s', async (address, words) => {
    const { vendor, ask } = await world({ resolve: resolver([address]).resolve });
    expect(await refusal(ask('http://wiki.test:PORT/'))).toBe(`wiki.test leads to ${words}`);
    expect(vendor.requests).toHaveLength(0);
  });

  test('a name is refused when one of its addresses is', async () => {
    const { ask } = await world({ resolve: resolver(['93.184.215.14', '127.0.0.1']).resolve });
    expect(await refusal(ask('http://wiki.test:PORT/'))).toBe(
      'wiki.test leads to an address of our own machine',
    );
  });
});

describe('a name that changes its mind', () => {
  test('is asked for its address once for a connection: what was checked is what is connected to', async () => {
    const { asked, resolve } = resolver(['127.0.0.1'], ['10.0.0.7']);
    const { vendor, ask } = await world({ resolve, allowHosts: ['wiki.test'] });
    // A second look-up would have led to 10.0.0.7, where nobody answers.
    expect(await ask('http://wiki.test:PORT/')).toBe('200 here');
    expect(asked).toEqual(['wiki.test']);
    expect(vendor.requests).toHaveLength(1);
  });

  test('from public to private is refused at the connection that it would lead', async () => {
    const { vendor, ask } = await world({ resolve: resolver([], ['127.0.0.1']).resolve });
    await expect(ask('http://wiki.test:PORT/')).rejects.toThrow('fetch failed');
    expect(await refusal(ask('http://wiki.test:PORT/'))).toBe(
      'wiki.test leads to an address of our own machine',
    );
    expect(vendor.requests).toHaveLength(0);
  });
});

describe('an operator', () => {
  const { resolve } = resolver(['127.0.0.1']);

  test('allows a host by its name', async () => {
    const { ask } = await world({ resolve, allowHosts: ['Wiki.test'] });
    expect(await ask('http://wiki.test:PORT/a')).toBe('200 here');
    expect(await refusal(ask('http://other.test:PORT/'))).toMatch(/our own machine/);
    expect(await refusal(ask('http://wiki.test.evil.test:PORT/'))).toMatch(/our own machine/);
  });

  test('allows our own machine by name only', async () => {
    const named = await world({ allowHosts: ['127.0.0.1'] });
    expect(await named.ask('http://127.0.0.1:PORT/')).toBe('200 here');
    const { ask } = await world({ resolve, allowHosts: ['*.test'] });
    expect(await refusal(ask('http://wiki.test:PORT/'))).toMatch(/our own machine/);
  });

  test('allows plain HTTP only where it is said', async () => {
    const { ask } = await world({ resolve, allowHosts: ['wiki.test'], httpHosts: ['other.test'] });
    expect(await refusal(ask('http://wiki.test:PORT/'))).toBe('it is no https address');
  });

  test('does not allow what only ends like a pattern', async () => {
    const { ask } = await world({ resolve: resolver(['10.0.0.7']).resolve, allowHosts: ['*.corp.test'] });
    expect(await refusal(ask('http://evilcorp.test:PORT/'))).toMatch(/private/);
    expect(await refusal(ask('http://corp.test:PORT/'))).toMatch(/private/);
  });
});

describe('a redirect', () => {
  test('is handed back, not followed', async () => {
    const vendor = await startVendor(
      new Hono().get('/', (context) => context.redirect('http://169.254.169.254/')),
      { clock: { now: () => 0 } },
    );
    onTestFinished(() => vendor.close());
    const safeFetch = createSafeFetch({ allowHosts: ['127.0.0.1'], httpHosts: ['127.0.0.1'] });
    const response = await safeFetch(new URL(vendor.url), {});
    expect([response.status, response.headers.get('location')]).toEqual([302, 'http://169.254.169.254/']);
  });
});

describe('a stand-in of the playground', () => {
  const nobody = async () => {
    throw new Error('nobody is asked for an address');
  };

  async function company(options: SafeFetchOptions = {}) {
    const api = new Hono().all('*', ({ req, text }) =>
      text(`${req.header('host')} ${new URL(req.url).pathname}`),
    );
    const vendor = await startVendor(api, { clock: { now: () => 0 } });
    onTestFinished(() => vendor.close());
    const standIns = new Map([['wiki.acme.test', Number(new URL(vendor.url).port)]]);
    const safeFetch = createSafeFetch({ standIns, resolve: nobody, ...options });
    return { vendor, ask: async (address: string) => (await safeFetch(new URL(address), {})).text() };
  }

  test('answers by the name of its host, as if there were TLS', async () => {
    const { ask } = await company();
    expect(await ask('https://wiki.acme.test/runbooks/ledger')).toBe('wiki.acme.test /runbooks/ledger');
  });

  test.each([
    ['http://wiki.acme.test/', 'it is no https address'],
    ['https://ana:hunter2@wiki.acme.test/', 'it contains a user name or password'],
    ['https://127.0.0.1/', '127.0.0.1 is an address of our own machine'],
    ['https://localhost/', 'localhost is our own machine'],
  ])('loosens nothing else: %s', async (address, reason) => {
    const { ask, vendor } = await company();
    expect(await refusal(ask(address))).toBe(reason);
    expect(vendor.requests).toEqual([]);
  });

  test.each(['https://other.acme.test/', 'https://sub.wiki.acme.test/'])(
    'is not asked for %s',
    async (address) => {
      const { ask, vendor } = await company({ resolve: resolver(['127.0.0.1']).resolve });
      expect(await refusal(ask(address))).toMatch(/leads to an address of our own machine/);
      expect(vendor.requests).toEqual([]);
    },
  );

  test('can stand for no host that somebody could have', () => {
    expect(() => createSafeFetch({ standIns: new Map([['wiki.example.com', 80]]) })).toThrow(
      'wiki.example.com',
    );
  });
});
