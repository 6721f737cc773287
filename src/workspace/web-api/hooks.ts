/** Routes beside the Web API: response URLs, the bytes of uploads, and files read back. */
import { type Context, Hono } from 'hono';
import { announce, recordViolation } from '../happenings.ts';
import { Answer, answerResponseUrl } from '../response-urls.ts';
import type { Slack } from '../slack.ts';
import { isViolation, SlackError } from '../slack-error.ts';

export function hooks(slack: Slack): Hono {
  const routes = new Hono();
  routes.post('/hooks/:id', async (context) => {
    const answer = Answer.safeParse(await context.req.json().catch(() => undefined));
    if (!answer.success) return refuse(slack, context, new SlackError('invalid_payload'));
    try {
      answerResponseUrl(slack, context.req.param('id'), answer.data);
      return context.text('ok');
    } catch (error) {
      if (error instanceof SlackError) return refuse(slack, context, error);
      throw error;
    } finally {
      announce(slack, { kind: 'call' });
    }
  });
  routes.post('/upload/:id', async (context) => {
    const file = slack.files.get(context.req.param('id'));
    if (!file || file.completed) return context.text('file_not_found', 404);
    file.bytes = await readBytes(context);
    return context.text(`OK - ${file.bytes.byteLength}`);
  });
  routes.get('/files/:id/:name?', (context) => {
    const file = slack.files.get(context.req.param('id'));
    if (!file?.bytes) return context.text('file_not_found', 404);
    const headers = { 'content-type': file.mimetype, 'x-content-type-options': 'nosniff' };
    return context.body(new Uint8Array(file.bytes), 200, headers);
  });
  return routes;
}

function refuse(slack: Slack, context: Context, error: SlackError): Response {
  if (isViolation(error.code)) recordViolation(slack, 'response_url', error.code, error.details);
  const status = error.code === 'used_url' || error.code === 'expired_url' ? 404 : 400;
  return context.json({ ok: false, error: error.code }, status);
}

/** The bytes come bare, or as the one file of a multipart form. */
async function readBytes(context: Context): Promise<Uint8Array> {
  const isForm = context.req.header('content-type')?.includes('multipart/form-data');
  if (!isForm) return new Uint8Array(await context.req.arrayBuffer());
  const file = Object.values(await context.req.parseBody()).find((part) => part instanceof File);
  return new Uint8Array((await file?.arrayBuffer()) ?? []);
}
