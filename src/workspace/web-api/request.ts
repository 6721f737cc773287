/** Reading a Web API request: the token, and the arguments however they are encoded. */
import type { Context } from 'hono';

export type ApiRequest = { method: string; token: string; args: Record<string, unknown> };

/** Forms, multipart forms and JSON carry the same arguments; the token comes in a header or among them. */
export async function readRequest(context: Context): Promise<ApiRequest> {
  const { token: inBody, ...args } = await readArguments(context);
  const header = context.req.header('authorization')?.replace(/^Bearer /i, '');
  return {
    method: context.req.param('method') ?? '',
    token: header ?? (typeof inBody === 'string' ? inBody : ''),
    args,
  };
}

async function readArguments(context: Context): Promise<Record<string, unknown>> {
  if (context.req.method === 'GET') return context.req.query();
  const isJson = context.req.header('content-type')?.includes('json') ?? false;
  return isJson ? Object(await context.req.json().catch(() => undefined)) : await context.req.parseBody();
}
