/** What a person does in the browser page: `POST /page/…`, as `page-protocol.ts` describes it. */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { ActError } from '../acts/act.ts';
import { runCommand } from '../acts/command.ts';
import { suggest, useElement } from '../acts/element.ts';
import { openHome } from '../acts/home.ts';
import { writeMessage } from '../acts/message.ts';
import { markRead } from '../acts/read.ts';
import { runShortcut } from '../acts/shortcut.ts';
import { closeView, submitView } from '../acts/view.ts';
import { isAdjustable } from '../clock.ts';
import { announce } from '../happenings.ts';
import type {
  ActAnswer,
  Failure,
  OptionsAct,
  OptionsAnswer,
  PageClock,
  SubmitAct,
  SubmitAnswer,
} from '../page-protocol.ts';
import type { Delivery, Slack } from '../slack.ts';
import { bodies } from './act-bodies.ts';
import { pageClock } from './page-state.ts';

export function pageActs(slack: Slack): Hono {
  const routes = new Hono();
  const on = <Body>(path: string, schema: z.ZodType<Body>, act: (body: Body) => Promise<object> | object) =>
    routes.post(path, async (context) => context.json(await act(await readBody(context, schema))));

  on('/page/command', bodies.command, async (body) => answer(await runCommand(slack, body)));
  on('/page/message', bodies.message, async (body) => answer((await writeMessage(slack, body)).delivery));
  on('/page/action', bodies.action, async (body) => answer(await useElement(slack, body)));
  on('/page/shortcut', bodies.shortcut, async (body) => answer(await runShortcut(slack, body)));
  on('/page/close-view', bodies.closeView, async (body) => answer(await closeView(slack, body)));
  on('/page/open-home', bodies.openHome, async (body) => answer(await openHome(slack, body)));
  on('/page/mark-read', bodies.markRead, (body) => markRead(slack, body));
  on('/page/options', bodies.options, (body) => offer(slack, body));
  on('/page/submit', bodies.submit, (body) => submit(slack, body));
  on('/page/clock', bodies.clock, ({ advance }) => moveOn(slack, advance));
  return routes;
}

async function readBody<Body>(context: Context, schema: z.ZodType<Body>): Promise<Body> {
  // Other sites' forms can post without asking the browser, but not with this type.
  if (!context.req.header('content-type')?.startsWith('application/json')) {
    throw new ActError('not_json', 'Acts are posted as application/json');
  }
  const json: unknown = await context.req.json().catch(() => undefined);
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new ActError('invalid_body', z.prettifyError(parsed.error));
  return parsed.data;
}

async function offer(slack: Slack, body: OptionsAct): Promise<OptionsAnswer> {
  const { delivery, options, groups } = await suggest(slack, body);
  return delivery.ok ? { ok: true, options, groups } : failure(delivery);
}

async function submit(slack: Slack, body: SubmitAct): Promise<SubmitAnswer> {
  const { delivery, errors } = await submitView(slack, body);
  if (Object.keys(errors).length === 0) return answer(delivery);
  return { ok: false, error: 'errors', message: 'Something is missing or wrong.', errors };
}

function moveOn(slack: Slack, ms: number): PageClock {
  if (!isAdjustable(slack.clock))
    throw new ActError('clock_not_adjustable', "This is the machine's own clock");
  slack.clock.advance(ms);
  announce(slack, { kind: 'clock' });
  return pageClock(slack);
}

/** Nothing to deliver is fine: the app does not listen for it. */
const answer = (delivery: Delivery | null): ActAnswer =>
  delivery === null || delivery.ok ? { ok: true } : failure(delivery);

const failure = ({ error, type }: Delivery): Failure => ({
  ok: false,
  error: error ?? 'dispatch_failed',
  message: type.startsWith('/')
    ? `${type} failed with the error "${error}"`
    : 'We had some trouble connecting. Try again?',
});
