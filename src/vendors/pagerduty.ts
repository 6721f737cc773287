import { type Context, Hono } from 'hono';
import { accountOf, onCallsOf, type PagerDutyContents, scheduleOf, serviceOf } from './pagerduty/contents.ts';
import { incidentsFor } from './pagerduty/incidents.ts';
import { failed, pageOf } from './pagerduty/paging.ts';
import type { StandIn } from './vendor.ts';

/**
 * PagerDuty's REST API v2, as far as it is read: services, schedules, on-calls and incidents, with its classic paging.
 * After https://github.com/PagerDuty/api-schema (reference/REST/openapiv3.json).
 */
export const pagerduty: StandIn<PagerDutyContents> = {
  name: 'pagerduty',
  api: (contents, clock) => {
    const app = new Hono();
    app.use(async (context, next) => {
      const isKnown = context.req.header('authorization') === `Token token=${contents.token ?? 'pd-token'}`;
      if (!isKnown) return failed(context, 401, 2006, 'Unauthorized');
      await next();
      return undefined;
    });
    const asked = (context: Context) => accountOf(contents, context.req.queries('include[]'));
    app.get('/services', (context) => {
      const query = context.req.query('query');
      const matching = contents.services.filter(
        ({ name, id, integration_keys: keys = [] }) =>
          query === undefined || (name ?? id).includes(query) || keys.includes(query),
      );
      const account = asked(context);
      return pageOf(context, 'services', matching, (one) => serviceOf(account, one));
    });
    app.get('/services/:id', (context) => {
      const found = contents.services.find(({ id }) => id === context.req.param('id'));
      return found === undefined
        ? failed(context, 404, 2100, 'Not Found')
        : context.json({ service: serviceOf(asked(context), found) });
    });
    app.get('/schedules', (context) => {
      const account = asked(context);
      return pageOf(context, 'schedules', contents.schedules ?? [], (one) => scheduleOf(account, one));
    });
    app.get('/schedules/:id', (context) => {
      const found = contents.schedules?.find(({ id }) => id === context.req.param('id'));
      return found === undefined
        ? failed(context, 404, 2100, 'Not Found')
        : context.json({ schedule: scheduleOf(asked(context), found) });
    });
    app.get('/oncalls', (context) => {
      const policies = context.req.queries('escalation_policy_ids[]');
      const onCalls = onCallsOf(contents, asked(context), clock.now(), policies);
      return pageOf(context, 'oncalls', onCalls, (one) => one);
    });
    app.get('/incidents', (context) => {
      const found = incidentsFor(contents, context.req.queries(), clock.now());
      return 'wrong' in found
        ? failed(context, 400, 2001, 'Invalid Input Provided', [found.wrong])
        : pageOf(context, 'incidents', found.incidents, (one) => one);
    });
    app.notFound((context) => failed(context, 404, 2100, 'Not Found'));
    return app;
  },
};
