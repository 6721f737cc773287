import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import examples from '@octokit/webhooks-examples/api.github.com/index.json' with { type: 'json' };
import { sign } from '@octokit/webhooks-methods';
import { describe, expect, onTestFinished, test } from 'vitest';
import { routes } from '../../src/http/index.ts';
import { createHttpApp } from '../../src/http/server/create-http-app.ts';
import { startServer } from '../../src/http/server/start-server.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Context } from '../../src/use-cases/context.ts';
import type { StorePort } from '../../src/use-cases/ports.ts';
import { takeHint } from '../../src/use-cases/take-hint.ts';
import { HTTP_DEPS } from '../support/http-deps.ts';
import { recordingLog } from '../support/recording-log.ts';
import { changeOf, NOW, recordOf } from '../support/store-records.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SECRET = "It's a Secret to Everybody";
const LATER = NOW + 3_600_000;
const REPOSITORY = 'github.com/codertocat/hello-world';

interface Receiver {
  readonly url: string;
  readonly log: ReturnType<typeof recordingLog>;
  readonly woken: () => number;
  /** Ids of the services that are due now. */
  readonly due: () => Promise<readonly string[]>;
  readonly breakDatabase: (broken: boolean) => void;
}

/** The real server over a real database, with two services in GitHub's example repository and one elsewhere. */
async function receive({ secret }: { secret?: string } = { secret: SECRET }): Promise<Receiver> {
  const store = await openStore(`sqlite:${temporaryFolder()}/ready.db`);
  onTestFinished(() => store.close());
  const services = [
    recordOf({ id: 'hello-api', repos: [{ url: REPOSITORY, paths: ['api/**'] }] }),
    recordOf({ id: 'hello-web', repos: [{ url: REPOSITORY, paths: [] }] }),
    recordOf({ id: 'other', repos: [{ url: 'github.com/codertocat/other', paths: [] }] }),
  ];
  await store.catalog.apply(changeOf({ services }));
  const asked = { collector: 'github', dueAt: LATER, lastGoodAt: NOW, failedSince: null, failures: 0 };
  await store.collections.record(services.map(({ key }) => ({ key, ...asked })));
  const state = { woken: 0, broken: false };
  const context = {
    clock: { now: () => NOW },
    store: breaking(store, () => state.broken),
    collecting: { wake: () => void state.woken++ } as Context['collecting'], // nothing else of it is used
  };
  const log = recordingLog();
  const github = secret && {
    secret,
    hint: (hint: HintSaid) => takeHint(context, { vendor: 'github', ...hint }),
  };
  const deps = { ...HTTP_DEPS, ...(github ? { github } : {}) };
  const server = await startServer(createHttpApp(routes, deps, log), { host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close(0));
  const ids = new Map(services.map(({ key, service }) => [key, service.id]));
  return {
    url: `${server.url}/webhooks/github`,
    log,
    woken: () => state.woken,
    due: async () =>
      (await store.collections.due('github', NOW, 10)).map(({ key }) => ids.get(key) ?? '').toSorted(),
    breakDatabase(broken) {
      state.broken = broken;
    },
  };
}

type HintSaid = { readonly delivery: string; readonly repositories: readonly string[] };

/** The database, whose hastening fails while it is said to be broken. */
function breaking(store: StorePort, isBroken: () => boolean): StorePort {
  return {
    ...store,
    transaction: (work) =>
      store.transaction((ports) => {
        const hasten = isBroken() ? () => Promise.reject(new Error('disk full')) : ports.collections.hasten;
        return work({ ...ports, collections: { ...ports.collections, hasten } });
      }),
  };
}

interface Sent {
  readonly event?: string;
  readonly body?: string;
  readonly delivery?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** As GitHub sends it: signed, unless a header says otherwise. */
async function send({ url }: Receiver, { event = 'push', body = example('push'), ...more }: Sent = {}) {
  const headers = {
    'content-type': 'application/json',
    'x-github-event': event,
    'x-github-delivery': more.delivery ?? crypto.randomUUID(),
    'x-hub-signature-256': await sign(SECRET, body),
    ...more.headers,
  };
  const given = Object.entries(headers).filter(
    (header): header is [string, string] => header[1] !== undefined,
  );
  const response = await fetch(url, { method: 'POST', body, headers: given });
  return { status: response.status, body: await response.json() };
}

function example(event: string, matching: object = {}): string {
  const payloads = examples.find(({ name }) => name === event)?.examples ?? [];
  const wanted = Object.entries(matching);
  const found = payloads.find((payload) =>
    wanted.every(([key, value]) => Reflect.get(payload as object, key) === value),
  );
  if (found === undefined) throw new Error(`there is no such example of ${event}`);
  return JSON.stringify(found);
}

function withChanged(event: string, change: (payload: Record<string, unknown>) => void): string {
  const payload: Record<string, unknown> = JSON.parse(example(event));
  change(payload);
  return JSON.stringify(payload);
}

describe('a webhook', () => {
  test('makes all services of its repository due now, and wakes the collecting', async () => {
    const receiver = await receive();
    const body = withChanged('push', (payload) => {
      payload.ref = 'refs/heads/master';
    });
    expect(await send(receiver, { body })).toEqual({ status: 202, body: { services: 2 } });
    expect(await receiver.due()).toEqual(['hello-api', 'hello-web']);
    expect(receiver.woken()).toBe(1);
  });

  test.each([
    ['pull_request', { action: 'opened' }],
    ['pull_request_review', { action: 'submitted' }],
    ['branch_protection_rule', { action: 'edited' }],
    ['code_scanning_alert', { action: 'created' }],
    ['dependabot_alert', { action: 'created' }],
    ['repository_vulnerability_alert', { action: 'create' }],
    ['deployment_status', { action: 'created' }],
    ['release', { action: 'published' }],
    ['repository', { action: 'edited' }],
    ['member', { action: 'added' }],
  ])('of %s counts as a hint', async (event, matching) => {
    const receiver = await receive();
    // GitHub's examples are of several repositories.
    const payload = JSON.parse(example(event, matching));
    const body = JSON.stringify({
      ...payload,
      repository: { ...payload.repository, html_url: `https://${REPOSITORY}` },
    });
    expect(await send(receiver, { event, body })).toEqual({ status: 202, body: { services: 2 } });
  });

  test.each([
    ['secret_scanning_alert', { action: 'created', repository: { html_url: `https://${REPOSITORY}` } }],
    ['repository_ruleset', { action: 'edited', repository: { html_url: `https://${REPOSITORY}` } }],
  ])('of %s counts as a hint, too', async (event, payload) => {
    expect(await send(await receive(), { event, body: JSON.stringify(payload) })).toMatchObject({
      body: { services: 2 },
    });
  });

  test.each([
    ['a push to another branch', 'push', { ref: 'refs/tags/simple-tag' }],
    ['a label of a pull request', 'pull_request', { action: 'labeled' }],
    ['a star', 'star', {}],
    ['a ping', 'ping', {}],
    ['an installation', 'installation', {}],
    ['an event that GitHub may invent', 'constructor', {}],
  ])('about %s is accepted and changes nothing', async (_what, event, matching) => {
    const receiver = await receive();
    const body = event === 'constructor' ? example('push') : example(event, matching);
    expect(await send(receiver, { event, body })).toEqual({ status: 202, body: { services: 0 } });
    expect([await receiver.due(), receiver.woken()]).toEqual([[], 0]);
  });

  test('about a renamed repository also finds the services that still name the old one', async () => {
    const receiver = await receive();
    const body = withChanged('repository', (payload) => {
      payload.action = 'renamed';
      payload.changes = { repository: { name: { from: 'Hello-World' } } };
      payload.repository = { html_url: 'https://github.com/Codertocat/Hello-Moon' };
    });
    expect(await send(receiver, { event: 'repository', body })).toMatchObject({ body: { services: 2 } });
  });
});

const MAIN = withChanged('push', (payload) => {
  payload.ref = 'refs/heads/master';
});

describe('a delivery', () => {
  test('that comes again does nothing the second time', async () => {
    const receiver = await receive();
    const sent = { body: MAIN, delivery: '72d3162e-cc78-11e3-81ab-4c9367dc0958' };
    expect(await send(receiver, sent)).toMatchObject({ body: { services: 2 } });
    expect(await send(receiver, sent)).toEqual({ status: 202, body: { services: 0 } });
    expect(receiver.woken()).toBe(1);
  });

  test('that failed the first time is taken when it comes again', async () => {
    const receiver = await receive();
    const sent = { body: MAIN, delivery: '72d3162e-cc78-11e3-81ab-4c9367dc0958' };
    receiver.breakDatabase(true);
    expect(await send(receiver, sent)).toMatchObject({ status: 500 });
    expect(await receiver.due()).toEqual([]);
    receiver.breakDatabase(false);
    expect(await send(receiver, sent)).toMatchObject({ status: 202, body: { services: 2 } });
  });

  test('without an id is refused', async () => {
    const receiver = await receive();
    const headers = { 'x-github-delivery': undefined };
    expect(await send(receiver, { body: MAIN, headers })).toMatchObject({ status: 400 });
  });
});

describe('a signature', () => {
  const refusal = {
    status: 401,
    body: { error: { code: 'unsigned', message: 'The signature is missing or wrong.' } },
  };
  const sha256 = (body: string, secret: string) => createHmac('sha256', secret).update(body).digest('hex');

  test.each<[string, string | undefined]>([
    ['is missing', undefined],
    ['is empty', ''],
    ['is made with another secret', `sha256=${sha256(MAIN, 'guessed')}`],
    ['is of another body', `sha256=${sha256('{}', SECRET)}`],
    ['is too short', `sha256=${sha256(MAIN, SECRET).slice(0, 40)}`],
    ['is too long', `sha256=${sha256(MAIN, SECRET)}00`],
    ['is SHA-1', `sha1=${createHmac('sha1', SECRET).update(MAIN).digest('hex')}`],
    ['has no algorithm', sha256(MAIN, SECRET)],
    ['is in capitals', `sha256=${sha256(MAIN, SECRET).toUpperCase()}`],
  ])('that %s is refused without a detail', async (_what, signature) => {
    const receiver = await receive();
    const headers = { 'x-hub-signature-256': signature };
    expect(await send(receiver, { body: MAIN, headers })).toEqual(refusal);
    expect([await receiver.due(), receiver.woken()]).toEqual([[], 0]);
  });

  test('by SHA-1 alone, in the header of old, is refused', async () => {
    const old = `sha1=${createHmac('sha1', SECRET).update(MAIN).digest('hex')}`;
    const headers = { 'x-hub-signature-256': undefined, 'x-hub-signature': old };
    expect(await send(await receive(), { body: MAIN, headers })).toEqual(refusal);
  });

  test('does not fit a body that was written anew on the way', async () => {
    const headers = { 'x-hub-signature-256': `sha256=${sha256(MAIN, SECRET)}` };
    const body = JSON.stringify(JSON.parse(MAIN), null, 2);
    expect(await send(await receive(), { body, headers })).toEqual(refusal);
  });

  test('is looked at before the body is: broken JSON with a wrong one is unsigned, with a right one refused', async () => {
    const receiver = await receive();
    const headers = { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` };
    expect(await send(receiver, { body: '{', headers })).toEqual(refusal);
    expect(await send(receiver, { body: '{' })).toMatchObject({ status: 415 });
  });
});

test('a body that is too large is refused before it is read', async () => {
  const { url } = await receive();
  const status = await new Promise((resolve, reject) => {
    const headers = { 'content-length': 26_000_000, 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` };
    const asked = request(url, { method: 'POST', headers }, (response) => resolve(response.statusCode));
    asked.on('error', reject);
    // Nothing of the body is ever sent, so that an answer proves that none was waited for.
    asked.flushHeaders();
    onTestFinished(() => void asked.destroy());
  });
  expect(status).toBe(413);
});

test('without a secret all webhooks are refused, and it says what to set', async () => {
  const receiver = await receive({});
  expect(await send(receiver, { body: MAIN })).toMatchObject({
    status: 404,
    body: { error: { message: expect.stringContaining('GITHUB_WEBHOOK_SECRET is not set') } },
  });
});

test('neither the secret nor a payload reaches the log', async () => {
  const receiver = await receive();
  receiver.breakDatabase(true);
  await send(receiver, { body: MAIN });
  const logged = JSON.stringify(receiver.log.lines);
  expect(logged).toContain('request failed');
  expect(logged).not.toMatch(/Secret to Everybody|Codertocat/);
});
