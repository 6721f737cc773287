/** A local GitHub with one organisation, and services whose repositories lie there. */
import { github } from '../../../src/collectors/github.ts';
import type { Service } from '../../../src/domain/catalog.ts';
import { DAY } from '../../../src/domain/instant.ts';
import { type GithubContents, githubContents } from '../../../src/vendors/github/contents.ts';
import type { GithubRepository } from '../../../src/vendors/github/repository.ts';
import { github as standIn } from '../../../src/vendors/github.ts';
import type { VendorApi } from '../../../src/vendors/vendor.ts';
import { NOW, service } from '../../support/collecting.ts';
import { type AtWork, vendorAtWork } from '../../support/vendor-at-work.ts';

export function ago(days: number): string {
  return new Date(NOW - days * DAY).toISOString();
}

/** As GitHub makes one, but for what a test says. */
export function shop(more: Partial<GithubRepository> = {}): GithubRepository {
  return { name: 'acme/shop', visibility: 'private', commits: [{ at: ago(1), author: 'ana' }], ...more };
}

/** A service that is a repository of acme's, or with paths a part of it. */
export function of(name: string, paths: readonly string[] = [], id = name): Service {
  return service({ id, repos: [{ url: `github.com/acme/${name}`, paths }] });
}

export interface Given extends Partial<AtWork> {
  /** Default: that of an installation, to which GitHub says what is forbidden. */
  readonly token?: string;
  readonly contents?: Partial<GithubContents>;
  /** Another answer than the stand-in's. */
  readonly instead?: (api: VendorApi) => VendorApi;
}

export function githubAtWork(repositories: readonly GithubRepository[], given: Given = {}) {
  const { token = 'ghs_installation', contents = {}, instead = (api) => api, ...more } = given;
  const all = { ...githubContents({ organisations: [{ login: 'acme' }], repositories }), ...contents };
  return vendorAtWork(github, (clock) => instead(standIn.api(all, clock)), {
    environment: (url) => ({ GITHUB_TOKEN: token, GITHUB_API_URL: url }),
    ...more,
  });
}

/** What GraphQL answers, as text, altered. */
export function altering(alter: (text: string) => string): (api: VendorApi) => VendorApi {
  return (api) => ({
    async fetch(request, env) {
      const response = await api.fetch(request, env);
      if (!request.url.endsWith('/graphql')) return response;
      return new Response(alter(await response.text()), {
        status: response.status,
        headers: response.headers,
      });
    },
  });
}

/** What is told of one service whose repository is like this. */
export async function told(
  more: Partial<GithubRepository> = {},
  about: Service = of('shop'),
  given: Given = {},
) {
  const { collect } = await githubAtWork([shop(more)], given);
  return (await collect([about])).get(about.id) ?? {};
}
