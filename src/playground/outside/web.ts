/** The company's own pages, which only have to open: a wiki, logs, dashboards. They are asked by the names they have. */
import type { VendorApi } from '../../vendors/vendor.ts';
import type { World } from './world.ts';

const LOGIN = 'login.acme.test';

/** The hosts that the stand-in answers for. */
export function webHosts({ web }: World): readonly string[] {
  return [...web.hosts, LOGIN];
}

/** Contents are read anew for each request: a visitor may change them. */
export function webOf({ web }: World): VendorApi {
  return {
    fetch(request) {
      const { host, pathname } = new URL(request.url);
      if (web.gone.has(`https://${host}${pathname}`)) return new Response('Not found', { status: 404 });
      if (web.signs_in.includes(host))
        return new Response(null, { status: 302, headers: { location: `https://${LOGIN}/` } });
      return new Response('It is here, as far as anybody asks.');
    },
  };
}
