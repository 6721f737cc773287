/**
 * Asks addresses that others wrote, without being led into our own network: https only, no credentials in the
 * address, and only hosts whose addresses are public. What was checked is what is connected to: the check is the
 * resolver of the connection, so a name that changes its mind in between (DNS rebinding) finds nothing to change.
 * An operator names the hosts that may be private, or asked without TLS. In the playground alone, stand-ins of this
 * machine answer for the hosts of a company that does not exist: no setting of anybody's leads there.
 */
import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, buildConnector } from 'undici';
import type { StandIns } from '../running/surroundings.ts';
import { refusedAddress, type Trust } from './addresses.ts';

export interface SafeFetchOptions {
  /** Hosts that may have private addresses: names, or patterns such as `*.corp.example`. */
  readonly allowHosts?: readonly string[];
  /** Hosts that may be asked over plain HTTP; likewise. */
  readonly httpHosts?: readonly string[];
  readonly standIns?: StandIns | undefined;
  /** Default: the machine's resolver. */
  readonly resolve?: (host: string) => Promise<readonly ResolvedAddress[]>;
}

interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** `fetch`, which follows no redirects. Rejects with an {@link AddressRefused} where it must not ask. */
export type SafeFetch = (url: URL, init: RequestInit) => Promise<Response>;

/** Nothing was sent: the address leads where it must not. The message is a clause about it, for people. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

export function createSafeFetch(options: SafeFetchOptions = {}): SafeFetch {
  const dispatcher = new Agent({ connect: connectorFor(options) });
  return async (url, init) => {
    refuseUnsafe(url, options);
    try {
      // Node's own fetch takes a dispatcher, which its types leave to the package undici.
      const withOurs = { ...init, redirect: 'manual', credentials: 'omit', dispatcher } as RequestInit;
      return await fetch(url, withOurs);
    } catch (error) {
      throw error instanceof Error && error.cause instanceof AddressRefused ? error.cause : error;
    }
  };
}

/**
 * Only the connection to a stand-in is another one, without TLS; what may be asked at all is decided before, as for any
 * host. Throws where one stands for a host that could exist.
 */
function connectorFor(options: SafeFetchOptions): buildConnector.connector {
  const { standIns = new Map<string, number>() } = options;
  const real = [...standIns.keys()].find((host) => !host.endsWith('.test'));
  // RFC 6761 keeps `.test` free for ever, so nobody's host can be led here.
  if (real !== undefined) throw new Error(`nobody may stand in for ${real}: it could be somebody's`);
  const connect = buildConnector({ lookup: checkedLookup(options) });
  return (to, done) => {
    const port = standIns.get(to.hostname);
    if (port === undefined) return connect(to, done);
    const here = { ...to, protocol: 'http:', hostname: '127.0.0.1', port: String(port) };
    return connect(here, done);
  };
}

/** What can be seen without a question: the scheme, credentials, and addresses written as such. */
function refuseUnsafe(url: URL, { allowHosts = [], httpHosts = [] }: SafeFetchOptions): void {
  const host = hostOf(url);
  const isPlain = url.protocol === 'http:' && trustOf(host, httpHosts) !== 'none';
  if (url.protocol !== 'https:' && !isPlain) throw new AddressRefused('it is no https address');
  if (url.username !== '' || url.password !== '')
    throw new AddressRefused('it contains a user name or password');
  const trust = trustOf(host, allowHosts);
  if (/(^|\.)localhost$/.test(host) && trust !== 'named')
    throw new AddressRefused(`${host} is our own machine`);
  // No resolver is asked for these.
  const refused = ipaddr.isValid(host) ? refusedAddress(host, trust) : undefined;
  if (refused !== undefined) throw new AddressRefused(`${host} is ${refused}`);
}

/** `[::1]` without its brackets, `localhost.` without its dot; WHATWG's parser has undone `0x7f.1` and the like. */
function hostOf({ hostname }: URL): string {
  return hostname
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase();
}

function trustOf(host: string, patterns: readonly string[]): Trust {
  const lower = patterns.map((pattern) => pattern.toLowerCase());
  if (lower.includes(host)) return 'named';
  return lower.some((pattern) => pattern.startsWith('*.') && host.endsWith(pattern.slice(1)))
    ? 'by pattern'
    : 'none';
}

/** Whether a host is among names and patterns. */
export function isHostAmong(url: URL, patterns: readonly string[]): boolean {
  return trustOf(hostOf(url), patterns) !== 'none';
}

/** One refused address refuses the host: who mixes public with private ones is up to something. */
function checkedLookup({ allowHosts = [], resolve = resolveHere }: SafeFetchOptions): LookupFunction {
  return (name, { all }, callback) => {
    const host = name.replace(/\.$/, '').toLowerCase();
    resolve(host)
      .then((addresses) => {
        const trust = trustOf(host, allowHosts);
        for (const { address } of addresses) {
          const refused = refusedAddress(address, trust);
          if (refused !== undefined) throw new AddressRefused(`${host} leads to ${refused}`);
        }
        const [first] = addresses;
        if (first === undefined) throw new Error(`${host} has no address`);
        if (all) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      })
      .catch((error: Error) => callback(error, []));
  };
}

function resolveHere(host: string): Promise<readonly ResolvedAddress[]> {
  return lookup(host, { all: true });
}
