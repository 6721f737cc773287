/** A system of the company's own, as there are everywhere: a small JSON API that no collector is made for. */
import type { VendorApi } from '../../vendors/vendor.ts';
import type { Ago, World } from './world.ts';

export const LOAD_TESTS_HOST = 'load-tests.acme.test';
export const LOAD_TESTS_TOKEN = 'load-tests-token';

const LATEST = /^\/v1\/services\/([\w-]+)\/runs\/latest$/;

/** `GET /v1/services/ID/runs/latest`; 404 where nobody has tested. Contents are read anew for each request. */
export function loadTestsOf({ services }: World, ago: Ago): VendorApi {
  return {
    fetch(request) {
      if (request.headers.get('authorization') !== `Bearer ${LOAD_TESTS_TOKEN}`)
        return Response.json({ error: 'who are you' }, { status: 401 });
      const [, id = ''] = LATEST.exec(new URL(request.url).pathname) ?? [];
      const run = services.get(id)?.load_test;
      if (run === undefined) return Response.json({ error: 'no such run' }, { status: 404 });
      const { at, passed, times_peak } = run;
      const result = passed ? 'passed' : 'failed';
      return Response.json({ service: id, result, finished_at: ago(at), load: { times_peak } });
    },
  };
}
