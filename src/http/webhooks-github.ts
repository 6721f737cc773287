import { verify } from '@octokit/webhooks-methods';
import type { Context } from 'hono';
import { defineRoute } from './route.ts';
import { touchedRepositories } from './webhooks-github/touched-repositories.ts';

/** GitHub sends up to 25 MB; what is larger than this is a hint that we can do without. */
const LARGEST = 5_000_000;

const SIGNATURE = /^sha256=[0-9a-f]{64}$/;
const DELIVERY = /^[\w-]{8,64}$/;

/**
 * GitHub's webhooks, signed as https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries has it.
 * They are hints: what they touch is collected soon, and nothing that they say is believed. Nothing is parsed before
 * the signature is found right, and a wrong one learns nothing.
 */
export const githubWebhooks = defineRoute({
  name: 'webhooks-github',
  method: 'POST',
  path: '/webhooks/github',
  summary: "GitHub's webhooks, signed with `GITHUB_WEBHOOK_SECRET`: what they touch is collected soon",
  bodyLimit: LARGEST,
  async answer(context, { github }) {
    if (github === undefined)
      return refuse(context, 404, 'not_set_up', 'GITHUB_WEBHOOK_SECRET is not set, so webhooks are refused.');
    const signature = context.req.header('x-hub-signature-256') ?? '';
    if (!SIGNATURE.test(signature)) return unsigned(context);
    const body = await context.req.text();
    if (body === '' || !(await verify(github.secret, body, signature))) return unsigned(context);
    const delivery = context.req.header('x-github-delivery') ?? '';
    if (!DELIVERY.test(delivery))
      return refuse(context, 400, 'no_delivery', 'X-GitHub-Delivery says no delivery.');
    const payload = parse(body);
    if (payload === undefined)
      return refuse(context, 415, 'not_json', 'Choose the content type application/json for the webhook.');
    const repositories = touchedRepositories(context.req.header('x-github-event') ?? '', payload);
    const services = repositories.length === 0 ? 0 : await github.hint({ delivery, repositories });
    return context.json({ services }, 202);
  },
});

function unsigned(context: Context): Response {
  return refuse(context, 401, 'unsigned', 'The signature is missing or wrong.');
}

function refuse(context: Context, status: 400 | 401 | 404 | 415, code: string, message: string): Response {
  return context.json({ error: { code, message } }, status);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
