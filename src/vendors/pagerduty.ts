import { Hono } from 'hono';
import { about, onCallsOf, type PagerDutyContents, serviceOf } from './pagerduty/contents.ts';
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
    app.get('/services', (context) => {
      const { query, include } = asked(context.req.queries(), context.req.query('query'));
      const matching = contents.services.filter(
        ({ name, id, integration_keys: keys = [] }) =>
          query === undefined || (name ?? id).includes(query) || keys.includes(query),
      );
      return pageOf(context, 'services', matching, (one) => serviceOf(contents, one, include));
    });
    app.get('/services/:id', (context) => {
      const found = contents.services.find(({ id }) => id === context.req.param('id'));
      const { include } = asked(context.req.queries());
      return found === undefined
        ? failed(context, 404, 2100, 'Not Found')
        : context.json({ service: serviceOf(contents, found, include) });
    });
    app.get('/schedules', (context) =>
      pageOf(context, 'schedules', contents.schedules ?? [], (one) => scheduleOf(contents, one)),
    );
    app.get('/schedules/:id', (context) => {
      const found = contents.schedules?.find(({ id }) => id === context.req.param('id'));
      return found === undefined
        ? failed(context, 404, 2100, 'Not Found')
        : context.json({ schedule: scheduleOf(contents, found) });
    });
    app.get('/oncalls', (context) => {
      const { include, policies } = asked(context.req.queries());
      const all = onCallsOf(contents, clock.now(), include.includes('users'));
      const wanted = all.filter(({ escalation_policy: { id } }) => policies?.includes(id) ?? true);
      return pageOf(context, 'oncalls', wanted, (one) => one);
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

function asked(queries: Readonly<Record<string, readonly string[]>>, query?: string) {
  return {
    query,
    include: queries['include[]'] ?? [],
    policies: queries['escalation_policy_ids[]'],
  };
}

type Schedule = NonNullable<PagerDutyContents['schedules']>[number];

function scheduleOf({ users: all = [] }: PagerDutyContents, { id, name = id, users }: Schedule) {
  const nameOf = (user: string) => all.find((one) => one.id === user)?.name ?? user;
  return {
    ...about('schedule', id, name),
    name,
    users: users.map((user) => about('user_reference', user, nameOf(user))),
  };
}
