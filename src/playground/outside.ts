/**
 * The other systems of the made-up company: local stand-ins of the vendors' APIs on 127.0.0.1, which the real
 * collectors ask. Nothing of this is ever opened for a home of somebody's own, or beside Slack tokens.
 */
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Instant } from '../domain/instant.ts';
import { startVendor, type Vendor, type VendorApi } from '../vendors/vendor.ts';
import { apisOf, type OutsideApi } from './outside/apis.ts';
import { controlsOf } from './outside/controls.ts';
import { ENVIRONMENT, secretsOver, VENDORS, type VendorName } from './outside/environment.ts';
import { LOAD_TESTS_HOST } from './outside/load-tests.ts';
import { answerPage } from './outside/page.ts';
import { type Moment, momentsOf } from './outside/past.ts';
import { type OpenSlack, slackOutside } from './outside/slack.ts';
import { webHosts } from './outside/web.ts';
import { type OnSlack, readWorld } from './outside/world.ts';

export interface Outside {
  /** In the place of the environment: whatever credentials that holds are not for a made-up company. */
  readonly secrets: Config['secrets'];
  /** Who answers here in the place of the company's hosts. */
  readonly standIns: ReadonlyMap<string, number>;
  /** How its Slack differs from what the catalog says. */
  readonly onSlack: OnSlack;
  /** Says where its Slack is; opened with the first question. */
  readonly useSlack: (open: OpenSlack) => void;
  /** What of the past has to be lived through for the company to be as it is. */
  readonly past: readonly Moment[];
  readonly vendors: readonly (Pick<Vendor, 'url' | 'requests'> & { readonly name: VendorName })[];
  /** The page on which a visitor may change something. */
  readonly answer: (request: Request) => Promise<Response>;
  readonly close: () => Promise<void>;
}

export interface OutsideOptions {
  readonly config: Pick<Config, 'home' | 'organisation' | 'secrets'>;
  readonly clock: { readonly now: () => Instant };
}

/** Starts the stand-ins. What each of them needs is loaded with the first question to it. */
export async function openOutside({ config, clock }: OutsideOptions): Promise<Outside> {
  const world = await readWorld(join(config.home, 'world'));
  const slack = slackOutside();
  const apis = apisOf(world, config.organisation.people, clock, slack);
  const down = new Set<VendorName>();
  const started = await Promise.all(
    VENDORS.map(async (name) => {
      const { api, fault } = apis[name];
      const vendor = await startVendor(lazily(api), {
        clock,
        fault: (request) => (down.has(name) ? { status: 503 } : fault?.(request)),
      });
      return { name, vendor };
    }),
  );
  const portOf = (wanted: VendorName) =>
    Number(new URL(started.find(({ name }) => name === wanted)?.vendor.url ?? '').port);
  const controls = controlsOf(world, down, slack);
  const given: Readonly<Record<string, string>> = Object.assign(
    {},
    ...started.map(({ name, vendor }) => ENVIRONMENT[name](vendor.url)),
  );
  return {
    secrets: secretsOver(given, config.secrets),
    standIns: new Map([
      ...webHosts(world).map((host) => [host, portOf('links')] as const),
      [LOAD_TESTS_HOST, portOf('http')],
    ]),
    onSlack: world.slack,
    useSlack: slack.use,
    past: momentsOf(world),
    vendors: started.map(({ name, vendor: { url, requests } }) => ({ name, url, requests })),
    answer: (request) => answerPage(controls, request),
    async close() {
      await slack.close();
      await Promise.all(started.map(({ vendor }) => vendor.close()));
    },
  };
}

function lazily(load: OutsideApi['api']): VendorApi {
  let api: Promise<VendorApi> | undefined;
  return {
    async fetch(request, env) {
      api ??= load();
      return (await api).fetch(request, env);
    },
  };
}
